/** The rows of a group, table by table; where commits of a group meet on a row, the last one stands. */
import type * as schema from '../schema/sqlite';
import type {
  ApiKeyRow,
  ErasurePublishedRow,
  OfficerRow,
  PreparedCommit,
  PreparedEvent,
} from '../port';
import { removedHandles } from './judge';

type Row<Table extends keyof typeof schema> = (typeof schema)[Table]['$inferInsert'];

export interface GroupRows {
  readonly events: Row<'events'>[];
  readonly eventBodies: Row<'eventBodies'>[];
  readonly eventPurposes: Row<'eventPurposes'>[];
  readonly eventPersonal: Row<'eventPersonal'>[];
  readonly outbox: Row<'outbox'>[];
  readonly idempotency: Row<'idempotency'>[];
  readonly catalogues: Row<'catalogues'>[];
  /** By subject. */
  readonly subjects: Map<string, Row<'subjects'>>;
  /** Deleted before `identifiers` are written. */
  readonly removedHandles: Set<string>;
  readonly identifiers: Map<string, Row<'identifiers'>>;
  readonly apiKeys: Map<string, Row<'apiKeys'>>;
  /** Key id → instant; set after `apiKeys` are written. */
  readonly revoked: Map<string, number>;
  readonly officers: Map<string, Row<'officers'>>;
  /** Carried out last, in this order. */
  readonly erasures: ErasureWrite[];
}

export interface ErasureWrite {
  readonly row: ErasurePublishedRow;
  /** Of the commit's last entry. */
  readonly seq: number;
}

export function emptyRows(): GroupRows {
  return {
    events: [],
    eventBodies: [],
    eventPurposes: [],
    eventPersonal: [],
    outbox: [],
    idempotency: [],
    catalogues: [],
    subjects: new Map(),
    removedHandles: new Set(),
    identifiers: new Map(),
    apiKeys: new Map(),
    revoked: new Map(),
    officers: new Map(),
    erasures: [],
  };
}

/** What lies beside one leaf. */
export function rowsOfEvent(rows: GroupRows, seq: number, event: PreparedEvent): void {
  const { eventId, body, personal, search } = event;
  rows.eventBodies.push({
    seq,
    eventId,
    json: body?.json ?? null,
    opening: body?.opening ?? null,
    type: search.type,
    by: search.by,
    surface: search.surface,
    receivedAtMs: search.receivedAtMs,
    system: search.system,
  });
  for (const purpose of new Set(search.purposes)) rows.eventPurposes.push({ purpose, seq });
  if (personal) rows.eventPersonal.push({ seq, eventId, ...personal });
  if (event.topic !== null) rows.outbox.push({ id: seq, topic: event.topic, eventId });
}

/** The projections of one commit; `seq` is the revision after it. */
export function rowsOfCommit(
  rows: GroupRows,
  commit: PreparedCommit,
  seq: number,
  t: number,
): void {
  for (const state of commit.states) {
    const { subject, leader, n, head, seal } = state;
    const first = rows.subjects.get(subject);
    const createdAtMs = first?.createdAtMs ?? commit.events[0]?.search.receivedAtMs ?? t * 1000;
    const row = { subject, leader, n, head, state: state.state, seal, seq, createdAtMs };
    rows.subjects.set(subject, row);
  }
  for (const handle of removedHandles(commit)) {
    rows.removedHandles.add(handle);
    rows.identifiers.delete(handle);
  }
  for (const { handle, system, subject, sealed } of commit.identifiers) {
    rows.identifiers.set(handle, { handle, system, subject, sealed });
  }
  if (commit.idempotency) {
    rows.idempotency.push({ ...commit.idempotency, seq, createdAtMs: t * 1000 });
  }
  publishedRows(rows, commit, seq);
}

function publishedRows(rows: GroupRows, commit: PreparedCommit, seq: number): void {
  for (const published of commit.rows) {
    if (published.table === 'catalogue') {
      const { version, digest, publishedAtMs, document } = published;
      rows.catalogues.push({ version, digest, publishedAtMs, document });
    } else if (published.table === 'api-key') {
      rows.revoked.delete(published.row.id);
      rows.apiKeys.set(published.row.id, apiKeyRow(published.row));
    } else if (published.table === 'api-key-revoked') {
      // A key was revoked when it first was.
      if (!rows.revoked.has(published.id)) rows.revoked.set(published.id, published.atMs);
    } else if (published.table === 'officer') {
      rows.officers.set(published.row.id, officerRow(published.row));
    } else if (published.table !== 'identifier-removed') {
      rows.erasures.push({ row: published, seq });
    }
  }
}

function apiKeyRow(row: ApiKeyRow): Row<'apiKeys'> {
  return {
    ...row,
    scopes: JSON.stringify(row.scopes),
    touchpoints: JSON.stringify(row.touchpoints),
  };
}

function officerRow(row: OfficerRow): Row<'officers'> {
  return { ...row, roles: JSON.stringify(row.roles) };
}
