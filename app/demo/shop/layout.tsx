import type { ReactNode } from 'react';
import './shop.css';

export default function ShopLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
