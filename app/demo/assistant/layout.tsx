import type { ReactNode } from 'react';
import '../shop/shop.css';
import './assistant.css';

export default function AssistantLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
