'use client';

import { useRouter } from 'next/navigation';
import { createElement, useEffect, useRef, type ReactNode } from 'react';
import { defineWhy } from '../../../sdk/src/why';

export interface WhyBoxParts {
  readonly place: string;
  readonly personal: boolean;
  readonly locale: string;
  readonly target: string;
  readonly once?: string;
  readonly usual?: string;
  readonly children: ReactNode;
}

/** The mark of the consent centre; what stands inside is shown where scripts do not run. */
export function WhyBox({ place, personal, locale, children, ...links }: WhyBoxParts) {
  const router = useRouter();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    defineWhy();
    const element = box.current;
    // The page asks again, and stays where it is.
    const again = () => router.refresh();
    element?.addEventListener('nattoku-changed', again);
    return () => element?.removeEventListener('nattoku-changed', again);
  }, [router]);
  const attributes = {
    ...{ ref: box, class: 'why', lang: locale, place, ...links },
    pass: `/demo/shop/pass?place=${place}`,
    ...{ 'data-place': place, 'data-personal': String(personal) },
  };
  return createElement('nattoku-why', attributes, children);
}
