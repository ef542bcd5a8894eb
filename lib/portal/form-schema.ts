/** What a portal form may say. Unknown fields and repeated ones are refused with the whole form. */
import { z } from 'zod';
import { TECHNIQUES } from '../catalogue/model';
import { ENDS } from './ends';
import { key, limitForms, limitName, typed } from './limit-forms';

const eventId = z.string().regex(/^evt_[A-Za-z0-9_-]{8,64}$/);
/** What one tap wrote may be several events; they are undone together. */
const eventIds = z.string().regex(/^evt_[A-Za-z0-9_-]{8,64}( evt_[A-Za-z0-9_-]{8,64}){0,15}$/);

/** Every form carries these beside its act. */
const carried = {
  /** Made with the page: a retried form is one event. */
  once: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  /** The notice on the screen. */
  version: z.coerce.number().int().min(1).max(1_000_000),
};

export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('stop'), ...carried }),
  z.strictObject({ act: z.literal('allow-purpose'), purpose: key, ...carried }),
  z.strictObject({ act: z.literal('refuse-purpose'), purpose: key, ...carried }),
  z.strictObject({
    act: z.literal('allow-cell'),
    purpose: key,
    channel: key,
    data: key,
    ...carried,
  }),
  z.strictObject({
    act: z.literal('refuse-cell'),
    purpose: key,
    channel: key,
    data: key,
    ...carried,
  }),
  z.strictObject({ act: z.literal('allow-place'), touchpoint: key, ...carried }),
  /** For a quarter of an hour: while somebody is being served. */
  z.strictObject({ act: z.literal('allow-place-briefly'), touchpoint: key, ...carried }),
  z.strictObject({ act: z.literal('refuse-place'), touchpoint: key, ...carried }),
  z.strictObject({ act: z.literal('refuse-data'), data: key, ...carried }),
  z.strictObject({ act: z.literal('refuse-channel'), channel: key, ...carried }),
  z.strictObject({
    act: z.literal('allow-explicit'),
    purpose: key,
    /** One sensitive category, or none. */
    sensitive: z.union([key, z.literal('')]),
    ...carried,
  }),
  z.strictObject({ act: z.literal('technique-off'), techniques: z.string().max(80), ...carried }),
  z.strictObject({ act: z.literal('technique-on'), techniques: z.string().max(80), ...carried }),
  z.strictObject({
    act: z.literal('pause'),
    /** One purpose, or everything optional. */
    purpose: z.union([key, z.literal('')]),
    end: z.enum(ENDS),
    date: typed,
    ...carried,
  }),
  z.strictObject({
    act: z.literal('resume'),
    /** A pause of one purpose, that of everything, or all of them. */
    pause: z.union([key, z.literal(['*', ''])]),
    ...carried,
  }),
  z.strictObject({ act: z.literal('limit-frequency'), ...limitForms.frequency, ...carried }),
  z.strictObject({ act: z.literal('limit-quiet'), ...limitForms.quiet, ...carried }),
  z.strictObject({ act: z.literal('limit-age'), ...limitForms.age, ...carried }),
  z.strictObject({ act: z.literal('limit-mute'), ...limitForms.mute, ...carried }),
  z.strictObject({ act: z.literal('limit-not-purchased'), ...carried }),
  z.strictObject({ act: z.literal('limit-variety'), ...carried }),
  z.strictObject({ act: z.literal('limit-preferred'), channel: key, ...carried }),
  z.strictObject({ act: z.literal('limit-remove'), limit: limitName, ...carried }),
  /** 「自分で伝えた好み」: said, and taken back. */
  z.strictObject({ act: z.literal('tell'), words: z.string().max(400), ...carried }),
  z.strictObject({ act: z.literal('untell'), told: eventId, ...carried }),
  /** 「違います」, about what was guessed: its tag. */
  z.strictObject({
    act: z.literal('contest'),
    guess: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    ...carried,
  }),
  /** What was allowed before, under the notice on the screen; and 「今はしない」. */
  z.strictObject({ act: z.literal('renew'), purpose: key, ...carried }),
  z.strictObject({ act: z.literal('dismiss'), ...carried }),
  z.strictObject({ act: z.literal('undo'), events: eventIds, ...carried }),
]);
export type Act = z.infer<typeof actSchema>;
/** What catalogue and state alone give a meaning to. */
export type PlainAct = Exclude<Act, { act: 'contest' | 'tell' | 'untell' | 'renew' | 'dismiss' }>;
export type ActOf<K extends Act['act']> = Extract<Act, { act: K }>;

const techniques = z.array(z.enum(TECHNIQUES)).min(1).max(TECHNIQUES.length);
export function parseTechniques(text: string): readonly (typeof TECHNIQUES)[number][] {
  const parsed = techniques.safeParse(text.split(' '));
  return parsed.success ? parsed.data : [];
}

/** A repeated field is no form of ours: undefined. */
export function parseAct(fields: Iterable<readonly [string, unknown]>): Act | undefined {
  const plain = new Map<string, unknown>();
  for (const [name, value] of fields) {
    if (plain.has(name)) return undefined;
    plain.set(name, value);
  }
  const parsed = actSchema.safeParse(Object.fromEntries(plain));
  return parsed.success ? parsed.data : undefined;
}

const REFUSALS: readonly Act['act'][] = [
  'stop',
  'refuse-purpose',
  'refuse-cell',
  'refuse-place',
  'refuse-data',
  'technique-off',
  'refuse-channel',
  'pause',
  'limit-frequency',
  'limit-quiet',
  'limit-age',
  'limit-mute',
  'limit-not-purchased',
  'limit-variety',
  'limit-preferred',
];
/** Takes no proof of who one is (DESIGN §2 rule 3). */
export function isRefusal({ act }: Act): boolean {
  return REFUSALS.includes(act);
}
