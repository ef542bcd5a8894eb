import type { ReactNode } from 'react';
import './training.css';

export default function TrainingLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
