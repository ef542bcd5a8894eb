import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { OwnFrame } from '../own-frame';
import { JOB } from './words';

const PATH = '/demo/training';

/** The page of a nightly job: squared paper, figures in columns. */
export function JobFrame(parts: { readonly locale: Locale; readonly children: ReactNode }) {
  const { brand, invented } = JOB;
  return (
    <OwnFrame {...parts} face="job" path={PATH} home={PATH} name={brand} invented={invented} />
  );
}
