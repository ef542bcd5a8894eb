'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';

const AFTER_MS = 700;

/** While a run is under way the page draws itself anew, each time once the last one is drawn. */
export function Reload() {
  const router = useRouter();
  const [drawing, draw] = useTransition();
  useEffect(() => {
    if (drawing) return;
    const timer = setTimeout(() => draw(() => router.refresh()), AFTER_MS);
    return () => clearTimeout(timer);
  }, [drawing, router]);
  return null;
}
