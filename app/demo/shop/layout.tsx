import type { ReactNode } from 'react';
import './shop.css';
import './pieces.css';

export default function ShopLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
