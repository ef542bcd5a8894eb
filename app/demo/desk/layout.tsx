import type { ReactNode } from 'react';
import './desk.css';

export default function DeskLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
