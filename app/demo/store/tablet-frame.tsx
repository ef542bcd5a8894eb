import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { OwnFrame } from '../own-frame';
import { TABLET } from './words';

/** A tablet on a counter: the edge of the device, its own bar, one screen. */
export function TabletFrame(parts: { readonly locale: Locale; readonly children: ReactNode }) {
  const { brand, device, invented } = TABLET;
  return (
    <OwnFrame
      {...parts}
      {...{ face: 'tablet', path: '/demo/store', name: brand, aside: device, invented }}
    />
  );
}
