import type { ReactNode } from 'react';
import './store.css';

export default function StoreLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
