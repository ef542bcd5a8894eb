// Which specification is walked in which language at which width. `ux.views.spec.ts` – what people
// were promised of every main page – is walked in all four; other `*.views.spec.ts` look at each page at
// every width (e2e/view.ts): people's own in one of each language, the others are dealt over these two;
// journeys are dealt over the four, each to one. With E2E_EVERYWHERE (`npm test -- --only e2e --everywhere`) all are walked in all four.
import { readdirSync } from 'node:fs';
import { WALK_NAMES } from '../bin/bootstrap/walks.mjs';

export interface Walk {
  readonly name: (typeof WALK_NAMES)[number];
  readonly locale: 'ja-JP' | 'en-GB';
  readonly window: 'narrow' | 'wide';
}

export const WALKS: readonly Walk[] = WALK_NAMES.map((name) => ({
  name,
  locale: name.startsWith('ja') ? 'ja-JP' : 'en-GB',
  window: name.endsWith('360') ? 'narrow' : 'wide',
}));

/** Runs alone, before all others. */
export const READING = 'reading.spec.ts';
/** Runs alone, after all others: what it publishes is everybody's. */
export const PUBLISHING = 'publishing.spec.ts';
const PROMISED = 'ux.views.spec.ts';
/** People's own pages. */
const THEIRS: readonly string[] = ['names.views.spec.ts', 'portal.views.spec.ts'];
const VIEWED_IN: readonly Walk['name'][] = ['ja-360', 'en-1280'];

/** In the order of their names, along the four and back again: each has long ones and some without scripts. */
function dealtTo(journey: number): Walk['name'] | undefined {
  const turn = journey % (2 * WALK_NAMES.length);
  return WALK_NAMES[Math.min(turn, 2 * WALK_NAMES.length - 1 - turn)];
}

/** The files that `walk` runs. */
export function specificationsOf(walk: Walk['name'], everywhere: boolean): readonly string[] {
  const alone = [READING, PUBLISHING];
  const files = readdirSync('e2e').filter(
    (file) => file.endsWith('.spec.ts') && !alone.includes(file),
  );
  const journeys = files.filter((file) => !file.endsWith('.views.spec.ts')).sort();
  const apart = [PROMISED, ...THEIRS, ...journeys];
  const others = files.filter((file) => !apart.includes(file)).sort();
  const isWalked = (file: string) => {
    if (everywhere || file === PROMISED) return true;
    if (THEIRS.includes(file)) return VIEWED_IN.includes(walk);
    if (journeys.includes(file)) return dealtTo(journeys.indexOf(file)) === walk;
    return VIEWED_IN[others.indexOf(file) % VIEWED_IN.length] === walk;
  };
  return files.filter(isWalked).map((file) => `**/${file}`);
}
