/** Where somebody's name is looked for. */
import { randomInt } from 'node:crypto';

/** Each process's own, so that nobody can choose names that meet. */
const SEED = randomInt(2 ** 32 - 1);

/** Never 0. */
export function nameHash(name: string): number {
  let hash = SEED;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return mixed(hash);
}

/** Of a part of a text in ASCII; `way`: names asked about otherwise are others. Never 0. */
export function byteHash(bytes: Uint8Array, from: number, to: number, way: number): number {
  let hash = SEED ^ Math.imul(way, 0x9e3779b1);
  for (let at = from; at < to; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return mixed(hash);
}

function mixed(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}
