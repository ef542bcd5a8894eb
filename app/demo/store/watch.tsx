'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';

const EVERY_MS = 3000;

interface Answered {
  readonly shown: string;
  readonly leaseMs: number;
}

async function askNow(): Promise<Answered> {
  const response = await fetch('/demo/store/now', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`now: ${String(response.status)}`);
  return (await response.json()) as Answered;
}

/**
 * Asks again every few seconds while somebody looks. Another answer draws the page anew; a permit
 * that ran out without a new one hides what it had shown.
 */
export function Watch(parts: {
  readonly shown: string;
  readonly leaseMs: number;
  /** Stands there once the permit has run out. */
  readonly otherwise: ReactNode;
  readonly children: ReactNode;
}) {
  const { shown, leaseMs, otherwise, children } = parts;
  const router = useRouter();
  const [over, setOver] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let endsAtMs = performance.now() + leaseMs;
    setOver(false);
    const look = async (): Promise<void> => {
      try {
        if (document.visibilityState === 'visible') {
          const now = await askNow();
          if (ended) return;
          endsAtMs = performance.now() + now.leaseMs;
          if (now.shown === shown) setOver(false);
          else router.refresh();
        }
      } catch {
        // No answer is a no once the last one has run out.
      }
      if (ended) return;
      if (shown !== '' && performance.now() > endsAtMs) setOver(true);
      timer = setTimeout(() => void look(), EVERY_MS);
    };
    timer = setTimeout(() => void look(), Math.min(EVERY_MS, leaseMs > 0 ? leaseMs : EVERY_MS));
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [shown, leaseMs, router]);

  return over ? otherwise : children;
}
