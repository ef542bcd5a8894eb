/**
 * What the officer must see without asking (DESIGN §5): exposures that no permit covered, and
 * places whose system never asks. Nobody is named: whose record it is takes a look, with a ground.
 */
import { z } from 'zod';
import type { ExposureRow } from '../../db/port';
import { LEASE_MS } from '../asking/stamps';
import type { Reason } from '../decision/model';
import type { Principal } from '../identity/model';
import { loadComponent } from '../record/component';
import { openForSubject, toFoldEvent } from '../record/personal';
import type { Runtime } from '../runtime/model';
import { requireAuditor } from './auditor';
import { catalogueAt } from '../record/catalogue-at';
import { refusalOverLease } from './replay-lease';

export interface Violation {
  readonly touchpoint: string;
  readonly system: string;
  readonly atMs: number;
  readonly reason: Reason;
  readonly data: readonly string[];
}
export interface Violations {
  readonly violations: readonly Violation[];
  readonly examined: number;
  /** Where older ones go on; undefined when all of the time asked about were examined. */
  readonly next: string | undefined;
}
export interface Gap {
  readonly touchpoint: string;
  readonly system: string;
  /** ISO day on which it was last asked about, as far back as is looked; null: never. */
  readonly lastDay: string | null;
}

const DAY_MS = 86_400_000;
const PAGE = 100;
/** Replaying takes a while: so many a page, then the officer goes on. */
const EXAMINED_MOST = 300;
const GAP_LOOKS_BACK_DAYS = 400;

const because = z.array(z.object({ data: z.string().optional() }));
interface Place {
  readonly atMs: number;
  readonly id: string;
}

function writePlace({ atMs, id }: Place): string {
  return `${String(atMs)}.${id}`;
}

/** Undefined for what is no place of ours. */
function readPlace(text: string | undefined): Place | undefined {
  const [, atMs, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text ?? '') ?? [];
  return id === undefined ? undefined : { atMs: Number(atMs), id };
}

async function dataOf(runtime: Runtime, row: ExposureRow): Promise<readonly string[]> {
  const said = because.parse(await openForSubject(runtime, row.subject, row.id, row.sealed));
  return [...new Set(said.flatMap(({ data }) => data ?? []))];
}

async function violationIn(runtime: Runtime, row: ExposureRow): Promise<Violation | undefined> {
  const { subject, touchpoint, atMs } = row;
  const [catalogue, { rows, events }] = await Promise.all([
    catalogueAt(runtime, atMs),
    loadComponent(runtime, [subject]),
  ]);
  // Erased since: nothing is left to hold it against.
  if (catalogue === undefined || !rows.has(subject)) return undefined;
  const data = await dataOf(runtime, row);
  const shown = { subject, touchpoint, data, atMs };
  const reason = refusalOverLease(catalogue, events.map(toFoldEvent), shown, LEASE_MS);
  if (reason === undefined) return undefined;
  const system = catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
  return { touchpoint, system, atMs, reason, data };
}

/** Of the last `days`, newest first; `after` is a `next` of an earlier answer. */
export async function findViolations(
  runtime: Runtime,
  principal: Principal,
  asked: { readonly days: number; readonly after?: string | undefined },
): Promise<Violations> {
  requireAuditor(principal);
  const sinceMs = runtime.clock.now() - asked.days * DAY_MS;
  const violations: Violation[] = [];
  let before = readPlace(asked.after);
  for (let examined = 0; ; examined += PAGE) {
    if (examined >= EXAMINED_MOST && before !== undefined) {
      return { violations, examined, next: writePlace(before) };
    }
    const page = { limit: PAGE, ...(before !== undefined && { before }) };
    const rows = await runtime.store.exposuresSince(sinceMs, page);
    for (const row of rows) {
      const violation = await violationIn(runtime, row);
      if (violation !== undefined) violations.push(violation);
    }
    before = rows.at(-1);
    if (rows.length < PAGE) {
      return { violations, examined: examined + rows.length, next: undefined };
    }
  }
}

/** Live places about which their system has asked nothing in the last `days`. */
export async function findGaps(
  runtime: Runtime,
  principal: Principal,
  { days }: { readonly days: number },
): Promise<readonly Gap[]> {
  requireAuditor(principal);
  const dayBefore = (count: number) =>
    new Date(runtime.clock.now() - count * DAY_MS).toISOString().slice(0, 10);
  const asked = await runtime.store.askedPlaces(dayBefore(GAP_LOOKS_BACK_DAYS));
  const lastDays = new Map(asked.map(({ touchpoint, day }) => [touchpoint, day]));
  const since = dayBefore(days);
  return [...runtime.catalogues.current().touchpoints.values()].flatMap(
    ({ touchpoint: { key, system, status } }): Gap[] => {
      const lastDay = lastDays.get(key) ?? null;
      const quiet = lastDay === null || lastDay < since;
      return status === 'live' && quiet ? [{ touchpoint: key, system, lastDay }] : [];
    },
  );
}
