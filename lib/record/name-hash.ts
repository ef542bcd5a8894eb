/** Where somebody's name is looked for. */
import { randomInt } from 'node:crypto';

/** Each process's own, so that nobody can choose names that meet. */
const SEED = randomInt(2 ** 32 - 1);

/** Of a part of a text; `way`: names asked about otherwise are others. Never 0. */
export function nameHash(text: string, from: number, to: number, way = 0): number {
  let hash = SEED ^ Math.imul(way, 0x9e3779b1);
  for (let at = from; at < to; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}
