/**
 * Lists of vendors in a TC string, kept as runs: a few characters may name every vendor there can
 * be, in each of thousands of lists.
 */
import { UnreadableTcf, type SegmentBits } from './bits';

/** First and last of each run of neighbouring ids, ascending. */
export type VendorRuns = readonly (readonly [first: number, last: number])[];

export const HIGHEST_VENDOR = 65_535;

function merge(runs: VendorRuns): VendorRuns {
  const merged: [number, number][] = [];
  for (const [first, last] of [...runs].sort(([one], [other]) => one - other)) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function readRanges(bits: SegmentBits, highest: number): VendorRuns {
  const runs: [number, number][] = [];
  for (let left = bits.number(12); left > 0; left -= 1) {
    const several = bits.flag();
    const first = bits.number(16);
    const last = several ? bits.number(16) : first;
    if (first < 1 || last < first || last > highest) throw new UnreadableTcf('malformed');
    runs.push([first, last]);
  }
  return merge(runs);
}

export function readVendors(bits: SegmentBits): VendorRuns {
  const highest = bits.number(16);
  if (bits.flag()) return readRanges(bits, highest);
  return merge(bits.numbered(highest).map((id) => [id, id]));
}

export function includesVendor(runs: VendorRuns, id: number): boolean {
  return runs.some(([first, last]) => first <= id && id <= last);
}
