import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { OwnFrame } from '../own-frame';
import { DESK } from './words';

/** A tool for working in: dense, plain, grey-blue, nothing like the shop's shelves. */
export function DeskFrame(parts: {
  readonly locale: Locale;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const { brand, staff, invented } = DESK;
  return (
    <OwnFrame
      {...parts}
      face="desk"
      home="/demo/desk"
      name={brand}
      {...{ aside: staff, invented }}
    />
  );
}
