/**
 * What an officer reads of the age of somebody whose record they have open, and asks about it: what
 * is on record and who said it, nothing else. Who was asked about is known to the log alone.
 */
import { minorAt } from '../choice/minors';
import type { OfficerPrincipal } from '../identity/model';
import {
  askCorrection,
  isCorrectionAsked,
  type CorrectionOutcome,
} from '../record/age-corrections';
import { openEvents } from '../record/personal';
import type { Runtime } from '../runtime/model';
import { openCase } from './look-up';

export interface AgeOnRecord {
  /** Null: nothing that binds now. */
  readonly band: 'child' | 'teen' | null;
  readonly endsAtMs: number | null;
  /** Said by the person alone: theirs to take back. */
  readonly own: boolean;
  /** Systems that said so, as far as it still counts; in the order they first did. */
  readonly systems: readonly string[];
  readonly asked: boolean;
}

/** Undefined where no record is open. */
export async function ageOfCase(
  runtime: Runtime,
  officer: OfficerPrincipal,
  text: string,
): Promise<AgeOnRecord | undefined> {
  if (!officer.roles.includes('auditor')) return undefined;
  const opened = openCase(runtime, officer, text);
  const [subject] = opened?.subjects ?? [];
  if (opened === undefined || subject === undefined) return undefined;
  await runtime.subjects.fresh();
  const age = (await runtime.subjects.bySubject(subject))?.state.age;
  const band = minorAt(age, runtime.clock.now()) ?? null;
  const [systems, asked] = await Promise.all([
    band === null ? [] : systemsThatSaid(runtime, opened.subjects),
    isCorrectionAsked(runtime, subject),
  ]);
  return { band, endsAtMs: age?.endsAtMs ?? null, own: age?.own === true, systems, asked };
}

async function systemsThatSaid(
  runtime: Runtime,
  subjects: readonly string[],
): Promise<readonly string[]> {
  const said = new Set<string>();
  for (const { body } of await openEvents(runtime, await runtime.store.eventsOf(subjects))) {
    if (body.type !== 'guardian' || body.act !== 'declare') continue;
    if (body.by === 'officer') said.clear();
    if (body.by === 'key' && body.system !== undefined) said.add(body.system);
  }
  return [...said];
}

/** A case is an auditor's; it is refused with an error to everybody else. */
export async function askCorrectionOf(
  runtime: Runtime,
  officer: OfficerPrincipal,
  text: string,
  ground: string,
): Promise<CorrectionOutcome> {
  if (!officer.roles.includes('auditor')) return { ok: false, reason: 'forbidden' };
  const subject = openCase(runtime, officer, text)?.subjects[0];
  if (subject === undefined) return { ok: false, reason: 'not_found', field: '/over' };
  return askCorrection(runtime, officer, { subject, ground });
}
