/** Age and guardian of a state as bytes (see codec.ts). */
import { decodeMarks, listOf, markedOf, optional } from './codec-parts';
import { AGE_BANDS, type Guardian, type SubjectState } from './model';

/** Two members where nothing else was said, as ever. */
export function encodeAge(age: NonNullable<SubjectState['age']>): string {
  const { band, endsAtMs = null, guardedUntilMs = null, own } = age;
  const more = own === undefined && guardedUntilMs === null ? [] : [guardedUntilMs];
  return JSON.stringify([band, endsAtMs, ...more, ...(own === undefined ? [] : [1])]);
}

export function decodeAge(value: unknown): Pick<SubjectState, 'age'> {
  if (value === undefined) return {};
  const [name, ends, guarded = null, own] = listOf(value);
  const band = AGE_BANDS.find((known) => known === name);
  if (band === undefined) throw new Error('state: age band');
  const [endsAtMs, guardedUntilMs] = [optional(ends), optional(guarded)];
  return {
    age: {
      band,
      ...(endsAtMs === undefined ? {} : { endsAtMs }),
      ...(guardedUntilMs === undefined ? {} : { guardedUntilMs }),
      ...(own === 1 ? { own: true as const } : {}),
    },
  };
}

export function decodeGuardian(
  value: unknown,
  events: readonly string[],
): Pick<SubjectState, 'guardian'> {
  if (value === undefined) return {};
  const [mark, approved, each] = markedOf(value, events);
  const said = { ...mark, approved: decodeMarks(approved, events) };
  if (each === undefined) return { guardian: said };
  const guardians = listOf(each).map((entry): [string, Guardian] => {
    const [name, ...rest] = listOf(entry);
    const [one, words] = markedOf(rest, events);
    return [String(name), { ...one, approved: decodeMarks(words, events) }];
  });
  return { guardian: { ...said, each: new Map(guardians) } };
}
