/**
 * Drafts of the next catalogue as they are kept (docs/decisions/0039): long work of a kind of its
 * own, since people are counted for each. A draft belongs to the version it was laid down after.
 */
import type { JobRow } from '../../db/port';
import type { Principal } from '../identity/model';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import { requireAuthor, requireReader } from './draft-gates';
import type { Affected, Draft, DraftDocument, DraftStanding } from './draft-model';
import { readDraft } from './read-draft';

export const DRAFT_KIND = 'catalogue-draft';
export const DRAFT_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const LISTED = 20;
const NAME_LENGTH = 80;

export function openDraft({ vault }: Pick<Runtime, 'vault'>, { sealed }: JobRow): DraftDocument {
  return JSON.parse(Buffer.from(vault.open('job', sealed)).toString('utf8')) as DraftDocument;
}

async function standingOf(
  { catalogues }: Runtime,
  row: JobRow,
  { base, catalogue, problems }: DraftDocument,
): Promise<DraftStanding> {
  const next = await catalogues.find(base + 1);
  if (next !== undefined) {
    return { kind: next.catalogue.digest === catalogue?.digest ? 'published' : 'overtaken' };
  }
  if (problems.length > 0 || catalogue === null) return { kind: 'problems' };
  const { status, result, done, total } = row;
  if (status === 'waiting' || status === 'running') return { kind: 'counting', done, total };
  const affected = result === null ? null : (JSON.parse(result) as Affected);
  return { kind: 'ready', affected };
}

async function draftOf(runtime: Runtime, row: JobRow): Promise<Draft> {
  const document = openDraft(runtime, row);
  const standing = await standingOf(runtime, row, document);
  return { ...document, id: row.id, laidDownBy: row.ownedBy, atMs: row.createdAtMs, standing };
}

/** Written as it was handed in, whatever is wrong with it; people are counted where nothing is. */
export async function layDownDraft(
  runtime: Runtime,
  principal: Principal,
  file: { readonly name: string; readonly text: string },
): Promise<string> {
  const officer = requireAuthor(principal);
  await runtime.subjects.fresh();
  const nowMs = runtime.clock.now();
  const { catalogue: previous } = runtime.catalogues.current();
  const name = file.name.replace(/\p{C}/gu, '').slice(0, NAME_LENGTH);
  const document = readDraft(name, file.text, previous, nowMs);
  const counts = document.catalogue !== null;
  const id = newId('dft');
  await runtime.store.putJob({
    ...{ id, kind: DRAFT_KIND, ownedBy: officer.officer, status: counts ? 'waiting' : 'done' },
    ...{ done: 0, total: 0, state: null, result: null, problem: null },
    ...{ leaseUntilMs: null, worker: null, createdAtMs: nowMs },
    sealed: runtime.vault.seal('job', Buffer.from(JSON.stringify(document), 'utf8')),
    endedAtMs: counts ? null : nowMs,
  });
  return id;
}

/** undefined: there is none (any more). */
export async function findDraft(
  runtime: Runtime,
  principal: Principal,
  id: string,
): Promise<Draft | undefined> {
  requireReader(principal);
  await runtime.subjects.fresh();
  const row = await runtime.store.findJob(id);
  return row?.kind === DRAFT_KIND ? draftOf(runtime, row) : undefined;
}

/** Newest first, everybody's. */
export async function listDrafts(
  runtime: Runtime,
  principal: Principal,
): Promise<readonly Draft[]> {
  requireReader(principal);
  await runtime.subjects.fresh();
  const rows = await runtime.store.listJobs({ kind: DRAFT_KIND, limit: LISTED });
  return Promise.all(rows.map((row) => draftOf(runtime, row)));
}
