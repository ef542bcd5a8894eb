/**
 * What marketing made on the console's page: totals to look at and a list to take away, encrypted,
 * for an hour, for the officer who made it and nobody else.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors';
import type { OfficerPrincipal, Principal } from '../../identity/model';
import { newId } from '../../ids';
import type { Runtime } from '../../runtime/model';
import { openAudience } from './audience';
import type { AudienceQuestion, Taker, Totals } from './model';
import { recordAudience, type AudiencePlan } from './record';
import { slices } from './slices';

/** More people come by the API. */
export const LIST_PEOPLE = 50_000;
export const LIST_KEPT_MS = 60 * 60 * 1000;
const PURPOSE = 'audience-list';
const ID = /^aud_[\w-]{22}$/;
const WORDS = /^[^\p{Cc}\p{Surrogate}]{1,200}$/u;
const ID_TEXT = /^[^\p{Cc}\p{Surrogate}]{1,256}$/u;

interface Row {
  readonly id: string;
  readonly validUntilMs: number;
  readonly permitted: readonly string[];
}
export interface KeptList extends AudiencePlan {
  readonly totals: Totals;
  readonly unreadable: number;
  readonly rows: readonly Row[];
  readonly madeAtMs: number;
}
interface Sealed extends KeptList {
  readonly officer: string;
}

/** Who plans what people are told: an author; auditors only read, admins see nobody. */
export function requireAuthor(principal: Principal): OfficerPrincipal {
  if (principal.kind !== 'officer') throw new AppError('unauthenticated', 'sign in as an officer');
  if (!principal.roles.includes('author'))
    throw new AppError('forbidden', 'this needs the role author');
  return principal;
}

/** Places marketing may plan for: live ones where no member of staff looks on. */
export function placesForLists({ catalogues }: Pick<Runtime, 'catalogues'>): readonly string[] {
  return [...catalogues.current().touchpoints.values()]
    .filter(({ touchpoint }) => touchpoint.status === 'live' && touchpoint.technique !== 'staff')
    .map(({ touchpoint }) => touchpoint.key);
}

export type ListOutcome =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly field: 'touchpoint' | 'campaign' | 'segment' | 'people' | 'many';
    };

/** The first field of each line: a column of ids, or a file that begins with one. */
function idsOf(text: string): readonly string[] {
  const lines = text.replace('\uFEFF', '').split(/\r\n|\r|\n/u);
  return lines
    .map((line) => (line.split(/[,\t]/u, 1)[0] ?? '').trim().replace(/^"(.*)"$/u, '$1'))
    .filter((id) => id !== '');
}

const fileOf = ({ env }: Runtime, id: string): string => path.join(env.dataDir, 'audiences', id);

async function keep(runtime: Runtime, list: Sealed): Promise<string> {
  const id = newId('aud');
  const file = fileOf(runtime, id);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await sweepLists(runtime);
  const bytes = runtime.vault.seal(PURPOSE, Buffer.from(JSON.stringify(list), 'utf8'));
  await writeFile(`${file}.new`, bytes, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return id;
}

async function judgeAll(
  runtime: Runtime,
  { audience: named, system, touchpoint }: Omit<AudienceQuestion, 'data'>,
  ids: readonly string[],
) {
  const audience = openAudience(runtime, { touchpoint, data: [], system, audience: named });
  const rows: Row[] = [];
  const take: Taker = (names, from, to, { validUntilMs, permitted }) => {
    rows.push({ id: names.toString('utf8', from, to), validUntilMs, permitted });
  };
  const judged = async (): Promise<void> => {
    const judging = audience.judge(take);
    while (!(await judging.next()).done);
  };
  for await (const [from, to] of slices(ids.length)) {
    for (const id of ids.slice(from, to)) {
      if (audience.full) await judged();
      audience.name({ system, id }, id);
    }
  }
  await judged();
  await audience.end();
  return { totals: audience.totals(), rows };
}

/** In the log before anybody is looked at. Throws AppError for whoever may not, or when it fails. */
export async function makeList(
  runtime: Runtime,
  principal: Principal,
  asked: AudiencePlan & { readonly people: string },
): Promise<ListOutcome> {
  const officer = requireAuthor(principal);
  const { touchpoint } = asked;
  const [campaign, segment] = [asked.campaign.trim(), asked.segment.trim()];
  const place = runtime.catalogues.current().touchpoints.get(touchpoint)?.touchpoint;
  if (place === undefined || !placesForLists(runtime).includes(touchpoint)) {
    return { ok: false, field: 'touchpoint' };
  }
  if (!WORDS.test(campaign)) return { ok: false, field: 'campaign' };
  if (!WORDS.test(segment)) return { ok: false, field: 'segment' };
  const all = idsOf(asked.people);
  if (all.length === 0) return { ok: false, field: 'people' };
  if (all.length > LIST_PEOPLE) return { ok: false, field: 'many' };
  const ids = all.filter((id) => ID_TEXT.test(id));
  const plan = { touchpoint, campaign, segment };
  const { system } = place;
  const audience = await recordAudience(runtime, officer, { ...plan, system });
  const { totals, rows } = await judgeAll(runtime, { audience, system, touchpoint }, ids);
  const madeAtMs = runtime.clock.now();
  const unreadable = all.length - ids.length;
  const list = { ...plan, totals, unreadable, rows, madeAtMs, officer: officer.officer };
  return { ok: true, id: await keep(runtime, list) };
}

/** undefined: not there (any more), or another officer's. */
export async function findList(
  runtime: Runtime,
  principal: Principal,
  id: string,
): Promise<KeptList | undefined> {
  const officer = requireAuthor(principal);
  if (!ID.test(id)) return undefined;
  const bytes = await readFile(fileOf(runtime, id)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const text = Buffer.from(runtime.vault.open(PURPOSE, bytes)).toString('utf8');
  const list = JSON.parse(text) as Sealed;
  const over = list.madeAtMs + LIST_KEPT_MS < runtime.clock.now();
  return over || list.officer !== officer.officer ? undefined : list;
}

export async function sweepLists(runtime: Runtime): Promise<void> {
  const folder = path.join(runtime.env.dataDir, 'audiences');
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file);
    if (mtimeMs + LIST_KEPT_MS < Date.now()) await rm(file, { force: true });
  }
}
