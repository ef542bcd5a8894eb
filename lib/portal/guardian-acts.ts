/** What the forms of the page on age and guardians may say, and what comes of it. */
import { z } from 'zod';
import type { CompiledCatalogue } from '../catalogue/compile';
import type { PersonPrincipal } from '../identity/model';
import {
  declareAge,
  endOwnGuardian,
  endWard,
  guardiansOf,
  linkGuardian,
  sayOfWard,
  sayTeen,
  wardsOf,
  type GuardianOutcome,
  type Ward,
} from '../record/guardians';
import type { Runtime } from '../runtime/model';
import { endOfBand } from './age-said';
import { askByMail, type WriteTo } from './guardian-ask';
import { guardianTag, seenTag, waitingViews, wardTag } from './guardian';

const once = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
const tag = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

const schema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('declare'),
    band: z.enum(['child', 'teen']),
    year: z.coerce.number().int().min(2000).max(2200),
    month: z.coerce.number().int().min(1).max(12),
    once,
  }),
  z.strictObject({ act: z.literal('take-back'), once }),
  z.strictObject({ act: z.literal('heard'), once }),
  z.strictObject({ act: z.literal('link'), code: z.string().min(1).max(64), once }),
  z.strictObject({ act: z.literal('ask'), once }),
  z.strictObject({ act: z.literal('end'), tag, once }),
  z.strictObject({ act: z.literal('end-ward'), tag, once }),
  z.strictObject({ act: z.literal('teen'), tag, once }),
  z.strictObject({ act: z.literal('approve'), tag, purpose: key, seen: tag, once }),
  z.strictObject({ act: z.literal('refuse'), tag, purpose: key, once }),
]);
export type GuardianAct = z.infer<typeof schema>;
export const GUARDIAN_PROBLEMS = ['age', 'month', 'code', 'conflict', 'other'] as const;
export type GuardianProblem = (typeof GUARDIAN_PROBLEMS)[number];
export type GuardianActOutcome =
  | { readonly ok: true; readonly said: GuardianAct['act'] }
  | { readonly ok: false; readonly problem: GuardianProblem };

/** Undefined for a form that is none of ours. */
export function parseGuardianAct(
  fields: Iterable<readonly [string, unknown]>,
): GuardianAct | undefined {
  const parsed = schema.safeParse(Object.fromEntries(fields));
  return parsed.success ? parsed.data : undefined;
}

function problemOf(act: GuardianAct, reason: string): GuardianProblem {
  if (act.act === 'link' && reason !== 'conflict') return 'code';
  return reason === 'conflict' ? 'conflict' : 'other';
}

async function wardNamed(
  runtime: Runtime,
  { subject }: PersonPrincipal,
  name: string,
): Promise<Ward | undefined> {
  const wards = await wardsOf(runtime, subject);
  return wards.find((ward) => wardTag(runtime, ward) === name);
}

/** A word on what was on the screen and nothing else; a refusal needs no such care. */
function stillSeen(
  runtime: Runtime,
  compiled: CompiledCatalogue,
  ward: Ward,
  act: Extract<GuardianAct, { act: 'approve' }>,
): boolean {
  if (ward.state === undefined) return false;
  const sight = { compiled, locale: 'ja', nowMs: runtime.clock.now() } as const;
  const waiting = waitingViews(sight, ward.state, ward.via).find((one) => one.key === act.purpose);
  return waiting !== undefined && seenTag(runtime, ward, waiting) === act.seen;
}

type WardAct = Extract<GuardianAct, { act: 'end-ward' | 'teen' | 'approve' | 'refuse' }>;

async function actOnWard(
  runtime: Runtime,
  guardian: PersonPrincipal,
  act: WardAct,
): Promise<GuardianOutcome> {
  const ward = await wardNamed(runtime, guardian, act.tag);
  if (ward?.via !== guardian.subject) return { ok: false, reason: 'not_found' };
  const compiled = runtime.catalogues.current();
  switch (act.act) {
    case 'end-ward':
      return endWard(runtime, guardian, ward.subject, act.once);
    case 'teen':
      return sayTeen(runtime, guardian, ward, act.once);
    case 'approve':
      if (!stillSeen(runtime, compiled, ward, act)) return { ok: false, reason: 'conflict' };
      break;
    case 'refuse':
      if (!compiled.purposes.has(act.purpose)) return { ok: false, reason: 'unknown_purpose' };
  }
  const word = { act: act.act, purposes: [act.purpose], once: act.once };
  return sayOfWard(runtime, guardian, ward.subject, word);
}

/** Only for what waits now. */
async function ask(
  runtime: Runtime,
  person: PersonPrincipal,
  key: string,
  write: WriteTo,
): Promise<GuardianOutcome> {
  await runtime.subjects.fresh();
  const known = await runtime.subjects.bySubject(person.subject);
  const compiled = runtime.catalogues.current();
  const sight = { compiled, locale: 'ja', nowMs: runtime.clock.now() } as const;
  const state = known === undefined || known.broken ? undefined : known.state;
  if (state === undefined || waitingViews(sight, state).length === 0) {
    return { ok: false, reason: 'conflict' };
  }
  return askByMail(runtime, person, key, write);
}

async function endOwn(
  runtime: Runtime,
  person: PersonPrincipal,
  { tag: name, once: key }: Extract<GuardianAct, { act: 'end' }>,
): Promise<GuardianOutcome> {
  const links = await guardiansOf(runtime, person.subject);
  const link = links.find((one) => guardianTag(runtime, one) === name);
  if (link === undefined) return { ok: false, reason: 'not_found' };
  return endOwnGuardian(runtime, person, link.guardian, key);
}

async function perform(
  runtime: Runtime,
  person: PersonPrincipal,
  act: Exclude<GuardianAct, { act: 'declare' }>,
  write: WriteTo,
): Promise<GuardianOutcome> {
  switch (act.act) {
    case 'take-back':
    case 'heard':
      return declareAge(runtime, person, { ageBand: 'adult' }, act.once);
    case 'link':
      return linkGuardian(runtime, person, act.code, act.once);
    case 'ask':
      return ask(runtime, person, act.once, write);
    case 'end':
      return endOwn(runtime, person, act);
    default:
      return actOnWard(runtime, person, act);
  }
}

export async function commitGuardianAct(
  runtime: Runtime,
  person: PersonPrincipal,
  act: GuardianAct,
  write: WriteTo,
): Promise<GuardianActOutcome> {
  let outcome: GuardianOutcome;
  if (act.act === 'declare') {
    const said = endOfBand(act, runtime.clock.now());
    if (!said.ok) return { ok: false, problem: said.field };
    const age = { ageBand: act.band, endsAtMs: said.endsAtMs };
    outcome = await declareAge(runtime, person, age, act.once);
  } else outcome = await perform(runtime, person, act, write);
  if (outcome.ok) return { ok: true, said: act.act };
  return { ok: false, problem: problemOf(act, outcome.reason) };
}
