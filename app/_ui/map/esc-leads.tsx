'use client';

import { useEffect } from 'react';

/** Esc is the same as the link that closes; nothing is saved by it. */
export function EscLeads({ to }: { readonly to: string }) {
  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key === 'Escape' && !(target instanceof HTMLSelectElement)) window.location.assign(to);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [to]);
  return null;
}
