/**
 * That somebody is said to be under eighteen and is not (docs/decisions/0044): one officer asks with
 * a ground, another with the role approver confirms or turns it down; each is an event in the
 * person's own chain, and `rolesForAge` holds the commit to it.
 * INVARIANT: nothing that was refused because of the age is permitted by the correction. What a
 * child had allowed still waits; ad purposes are refused until the person allows them anew.
 */
import type { JobRow } from '../../db/port';
import { allowsOf } from '../choice/guardians';
import { minorAt } from '../choice/minors';
import type { GuardianBody } from '../choice/model';
import type { ErrorCode } from '../errors';
import type { OfficerPrincipal, Principal } from '../identity/model';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import type { Subject } from './subjects';

const KIND = 'age-correction';
/** A request that nobody decided is over then. */
const KEPT_MS = 30 * 86_400_000;
const LISTED = 200;
const GROUND = { least: 5, most: 500 };
const TRIES = 4;

interface Asked {
  readonly askedBy: string;
  /** In the officer's words; the person reads it. */
  readonly ground: string;
}
type Minor = Subject & { readonly band: 'child' | 'teen' };
export type CorrectionOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };

/** Whom others say to be under eighteen; what somebody says of themselves is theirs to take back. */
async function minorNamed(
  { subjects, clock }: Runtime,
  subject: string,
): Promise<Minor | undefined> {
  await subjects.fresh();
  const known = await subjects.bySubject(subject);
  if (known === undefined || known.broken || known.state.age?.own) return undefined;
  const band = minorAt(known.state.age, clock.now());
  return band === undefined ? undefined : { ...known, band };
}

function isOpen({ clock }: Runtime, { kind, status, createdAtMs }: JobRow): boolean {
  return kind === KIND && status === 'waiting' && createdAtMs + KEPT_MS > clock.now();
}

function openAsked({ vault }: Runtime, { sealed }: JobRow): Asked {
  return JSON.parse(Buffer.from(vault.open('job', sealed)).toString('utf8')) as Asked;
}

export async function isCorrectionAsked(runtime: Runtime, subject: string): Promise<boolean> {
  const rows = await runtime.store.listJobs({ kind: KIND, ownedBy: subject, limit: LISTED });
  return rows.some((row) => isOpen(runtime, row));
}

type Said = Pick<GuardianBody, 'act' | 'ageBand' | 'purposes'>;

function write(
  runtime: Runtime,
  officer: OfficerPrincipal,
  { subject, n }: Subject,
  said: Said,
  evidence: Readonly<Record<string, string>>,
) {
  const body = { type: 'guardian', surface: 'console', ...said } as const;
  return runtime.commit({
    actor: officer,
    about: { subject },
    // INVARIANT: about the state that was looked at, and no newer one.
    expected: n,
    events: [{ about: 'subject', body, evidence: { officer: officer.officer, ...evidence } }],
  });
}

/** By an officer who has the person's record open (auditor or approver). */
export async function askCorrection(
  runtime: Runtime,
  officer: OfficerPrincipal,
  wanted: { readonly subject: string; readonly ground: string },
): Promise<CorrectionOutcome> {
  const { subject } = wanted;
  const ground = wanted.ground.trim();
  if (ground.length < GROUND.least || ground.length > GROUND.most) {
    return { ok: false, reason: 'invalid_request', field: '/ground' };
  }
  const minor = await minorNamed(runtime, subject);
  if (minor === undefined) return { ok: false, reason: 'conflict', field: '/age' };
  if (await isCorrectionAsked(runtime, subject)) {
    return { ok: false, reason: 'conflict', field: '/asked' };
  }
  const said = await write(runtime, officer, minor, { act: 'ask', ageBand: 'adult' }, { ground });
  if (!said.ok) return { ok: false, reason: said.reason };
  const { store, vault, clock } = runtime;
  const id = newId('agc');
  const asked: Asked = { askedBy: officer.officer, ground };
  const createdAtMs = clock.now();
  // By the person: what is erased with them is also what was asked about them.
  await store.putJob({
    ...{ id, kind: KIND, ownedBy: subject, status: 'waiting', createdAtMs },
    ...{ done: 0, total: 0, state: null, result: null, problem: null },
    ...{ leaseUntilMs: null, worker: null, endedAtMs: null },
    sealed: vault.seal('job', Buffer.from(JSON.stringify(asked), 'utf8')),
  });
  return { ok: true, id };
}

/** What was asked goes after its time, decided or not: what came of it stands in the record. */
export async function sweepCorrections({ store, clock }: Runtime): Promise<void> {
  await store.removeJobs(KIND, clock.now() - KEPT_MS);
}

/** What the correction may not bring back: ads that the age alone still refuses. */
function adsKept(runtime: Runtime, { state }: Subject): readonly string[] {
  const { purposes } = runtime.catalogues.current().catalogue;
  const open = purposes.filter(({ key, basis, sharesForAds }) => {
    if (!sharesForAds || basis === 'contract') return false;
    return basis === 'legitimate_interest' || allowsOf(state, key);
  });
  return open.map(({ key }) => key).sort();
}

function wordOn(runtime: Runtime, minor: Minor, act: 'confirm' | 'refuse'): Said {
  if (act === 'refuse') return { act: 'ask', ageBand: minor.band };
  const purposes = adsKept(runtime, minor);
  return { act: 'declare', ageBand: 'adult', ...(purposes.length > 0 && { purposes }) };
}

/** By another officer than the one who asked, with the role approver. */
export async function decideCorrection(
  runtime: Runtime,
  officer: OfficerPrincipal,
  id: string,
  act: 'confirm' | 'refuse',
): Promise<CorrectionOutcome> {
  if (!officer.roles.includes('approver')) return { ok: false, reason: 'forbidden' };
  const { store, clock } = runtime;
  const row = await store.findJob(id);
  if (row?.kind !== KIND) return { ok: false, reason: 'not_found' };
  if (!isOpen(runtime, row)) return { ok: false, reason: 'conflict' };
  const { askedBy, ground } = openAsked(runtime, row);
  if (askedBy === officer.officer) return { ok: false, reason: 'forbidden' };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const minor = await minorNamed(runtime, row.ownedBy);
    if (minor === undefined) {
      // Of age meanwhile, or their own to take back: nothing is left to decide.
      await store.cancelJob(id, clock.now());
      return { ok: false, reason: 'conflict' };
    }
    const word = wordOn(runtime, minor, act);
    const said = await write(runtime, officer, minor, word, { askedBy, ground });
    if (said.ok) {
      await store.cancelJob(id, clock.now());
      return { ok: true, id };
    }
    // Somebody wrote about them meanwhile: look again.
    if (said.reason !== 'conflict') return { ok: false, reason: said.reason };
  }
  return { ok: false, reason: 'unavailable' };
}

export interface AskedCorrection extends Asked {
  readonly id: string;
  readonly createdAtMs: number;
  /** False for the officer who asked. */
  readonly mayDecide: boolean;
}

/** What waits for another officer, oldest first; undefined for who may not see it. */
export async function listCorrections(
  runtime: Runtime,
  principal: Principal,
): Promise<readonly AskedCorrection[] | undefined> {
  if (principal.kind !== 'officer') return undefined;
  const { roles, officer } = principal;
  if (!roles.includes('auditor') && !roles.includes('approver')) return undefined;
  const rows = await runtime.store.listJobs({ kind: KIND, limit: LISTED });
  return rows
    .filter((row) => isOpen(runtime, row))
    .map((row) => {
      const asked = openAsked(runtime, row);
      const mayDecide = roles.includes('approver') && asked.askedBy !== officer;
      return { ...asked, id: row.id, createdAtMs: row.createdAtMs, mayDecide };
    })
    .reverse();
}
