import type { Locale } from '@/lib/catalogue/model';

/** In rem: height of a line's row, where the track lies in it, and room for slanting names. */
export interface MapMetrics {
  readonly row: number;
  readonly at: number;
  readonly gutter: number;
  readonly tail: number;
  /** Where a link between lines bends, off the track of the line it reaches. */
  readonly bend: number;
}

/** Japanese names hang down the page under the track; Latin names rise over it. */
export const MAP_METRICS: Readonly<Record<Locale, MapMetrics>> = {
  ja: { row: 13.25, at: 2.25, gutter: 8.75, tail: 0, bend: -1.75 },
  en: { row: 13.25, at: 9.5, gutter: 10.5, tail: 6, bend: 1.9 },
};
