'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';

const EVERY_MS = 3_000;

/** What the page itself sends is shown by whoever sent it. */
function isSending(): boolean {
  return document.querySelector('form[aria-busy=true]') !== null;
}

/** A page that is looked at agrees with what was chosen elsewhere, within five seconds (UX-13). */
export function FollowChanges({ tag }: { readonly tag: string }) {
  const router = useRouter();
  const [showing, startShowing] = useTransition();
  const shown = useRef(tag);
  // Radios that were touched show what the server says now.
  useEffect(() => {
    if (showing || shown.current === tag || isSending()) return;
    shown.current = tag;
    for (const form of document.querySelectorAll<HTMLFormElement>('form.choices')) form.reset();
  }, [showing, tag]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const now = await fetch('/changed')
        .then((answer) => (answer.ok ? answer.text() : tag))
        // No connection: asked again.
        .catch(() => tag);
      if (over) return;
      if (now !== tag && !isSending()) startShowing(() => router.refresh());
      timer = setTimeout(() => void lookIfSeen(), EVERY_MS);
    };
    const lookIfSeen = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await look();
    };
    document.addEventListener('visibilitychange', lookIfSeen);
    timer = setTimeout(() => void lookIfSeen(), EVERY_MS);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookIfSeen);
    };
  }, [router, tag]);
  return null;
}
