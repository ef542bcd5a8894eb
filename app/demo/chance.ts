import { createHash } from 'node:crypto';

/** A number from 0 to `below` - 1 that is the same each time: the demo is told the same everywhere. */
export function chance(about: string, below: number): number {
  return createHash('sha256').update(about).digest().readUInt32BE(0) % below;
}
