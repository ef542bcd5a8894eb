/** A search of the log as it stands in a form or an address: checked, and put into instants. */
import { z } from 'zod';
import { EVENT_TYPES, SURFACES, ACTS_BY } from '../choice/model';
import { instantOf } from '../decision/zones';
import type { LogQuestion } from './log-search';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Kinds of event an officer asks for by one word. */
export const LOG_KINDS = {
  choices: [
    'allow',
    'deny',
    'undo',
    'touchpoint-off',
    'touchpoint-on',
    'technique-off',
    'technique-on',
    'pause',
    'resume',
    'limit',
    'signal',
  ],
  allowed: ['allow'],
  refused: ['deny', 'touchpoint-off', 'technique-off', 'signal'],
  links: ['join', 'split', 'not-me'],
  officers: ['look', 'export', 'role', 'hold'],
  erasures: ['erasure-request', 'erasure', 'ask-erasure', 'erasure-answered'],
  announcements: ['catalogue', 'notice', 'key'],
} as const satisfies Record<string, readonly string[]>;
export type LogKind = keyof typeof LOG_KINDS;
export const LOG_KIND_KEYS = Object.keys(LOG_KINDS) as readonly LogKind[];

const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const realDay = z
  .string()
  .regex(DAY)
  .refine((day) => {
    const ms = Date.parse(`${day}T00:00:00Z`);
    return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
  });

const schema = z.object({
  from: blank(realDay),
  to: blank(realDay),
  kind: blank(z.enum(LOG_KIND_KEYS)),
  type: blank(z.enum(EVENT_TYPES)),
  purpose: blank(z.string().regex(KEY)),
  surface: blank(z.enum(SURFACES)),
  by: blank(z.enum(ACTS_BY)),
  before: blank(z.coerce.number().int().positive()),
  case: blank(z.string().regex(/^[A-Za-z0-9_-]{1,4096}$/)),
});
/** As given: days are calendar days in the deployment's zone, both included. */
export type LogForm = z.output<typeof schema>;

export type LogFormOutcome =
  { readonly ok: true; readonly form: LogForm } | { readonly ok: false; readonly field: string };

export function parseLogForm(source: Readonly<Record<string, unknown>>): LogFormOutcome {
  const parsed = schema.safeParse(source);
  if (parsed.success) {
    const { from, to } = parsed.data;
    if (from !== undefined && to !== undefined && from > to) return { ok: false, field: 'to' };
    return { ok: true, form: parsed.data };
  }
  return { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? '') };
}

function startOfDay(day: string, zone: string): number {
  return instantOf(Date.parse(`${day}T00:00:00Z`), zone);
}

/** What the watch over our own way out did is found by asking for it: it is about nobody. */
export function logQuestion(
  form: LogForm,
  zone: string,
  subjects: readonly string[] | undefined,
): LogQuestion {
  const types = form.type !== undefined ? [form.type] : form.kind && LOG_KINDS[form.kind];
  return {
    ...(form.from !== undefined && { fromMs: startOfDay(form.from, zone) }),
    ...(form.to !== undefined && {
      toMs: instantOf(Date.parse(`${form.to}T00:00:00Z`) + DAY_MS, zone),
    }),
    ...(types !== undefined && { types }),
    ...(form.purpose !== undefined && { purpose: form.purpose }),
    ...(form.surface !== undefined && { surface: form.surface }),
    ...(form.by !== undefined ? { by: form.by } : subjects === undefined && { notBy: 'watch' }),
    ...(subjects !== undefined && { subjects }),
  };
}

/** What `describeForm` says where nothing is left out. */
export const WHOLE_LOG = 'everything';

/** The filter as it stands in the log of exports: keys only, never who it was about. */
export function describeForm(form: LogForm): string {
  const named = Object.entries(form).filter(
    ([key, value]) => value !== undefined && key !== 'case' && key !== 'before',
  );
  const parts = named.map(([key, value]) => `${key}=${String(value)}`);
  if (form.case !== undefined) parts.push('one person');
  return parts.length === 0 ? WHOLE_LOG : parts.join(' ');
}
