// Which specification is walked in which language at which width. `ux.views.spec.ts` – what people
// were promised of every main page – is walked in all four; other `*.views.spec.ts` look at each page at
// every width (e2e/view.ts) and are walked in one of each language; a journey is walked in one. With
// E2E_EVERYWHERE (`npm test -- --only e2e --everywhere`) all are walked in all four.
import { readdirSync } from 'node:fs';

export interface Walk {
  readonly name: 'ja-1280' | 'en-360' | 'ja-360' | 'en-1280';
  readonly locale: 'ja-JP' | 'en-GB';
  readonly window: 'narrow' | 'wide';
}

export const WALKS: readonly Walk[] = [
  { name: 'ja-1280', locale: 'ja-JP', window: 'wide' },
  { name: 'en-360', locale: 'en-GB', window: 'narrow' },
  { name: 'ja-360', locale: 'ja-JP', window: 'narrow' },
  { name: 'en-1280', locale: 'en-GB', window: 'wide' },
];

/** Runs alone, before all others. */
export const READING = 'reading.spec.ts';
const PROMISED = 'ux.views.spec.ts';
const VIEWED_IN: readonly Walk['name'][] = ['ja-360', 'en-1280'];

function walkedIn(file: string): readonly Walk['name'][] {
  if (file === PROMISED) return WALKS.map(({ name }) => name);
  return file.endsWith('.views.spec.ts') ? VIEWED_IN : ['ja-1280'];
}

/** The files that `walk` runs. */
export function specificationsOf(walk: Walk['name'], everywhere: boolean): readonly string[] {
  return readdirSync('e2e')
    .filter((file) => file.endsWith('.spec.ts') && file !== READING)
    .filter((file) => everywhere || walkedIn(file).includes(walk))
    .map((file) => `**/${file}`);
}
