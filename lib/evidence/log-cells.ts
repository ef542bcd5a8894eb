/** A line of the log as cells of a table: the columns of every tabular export (SEC-13). */
import type { LogLine } from './log-search';

export const CSV_COLUMNS = [
  'seq',
  'at',
  'kind',
  'type',
  'by',
  'surface',
  'system',
  'purposes',
  'channels',
  'data',
  'touchpoint',
  'technique',
  'until',
  'expires_at',
  'given_at',
  'notice_version',
  'notice_locale',
  'notice_digest',
  'not_painted',
  'ground',
  'event',
  'more',
] as const;
/** Said in columns of their own; what else an event says stands in `more`, as JSON. */
const TOLD: ReadonlySet<string> = new Set([
  ...['type', 'by', 'surface', 'system', 'purposes', 'channels', 'data', 'touchpoint'],
  ...['technique', 'untilMs', 'expiresAtMs', 'givenAtMs', 'receivedAtMs', 'notice'],
  ...['notPainted', 'ground'],
]);

/** A cell a spreadsheet would take for a formula gets an apostrophe in front. */
export function inertCell(text: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/u.test(text) ? `'${text}` : text;
}

export function instant(ms: unknown): string {
  return typeof ms === 'number' ? new Date(ms).toISOString() : '';
}

function listed(value: unknown): string {
  return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '';
}

function moreOf(body: Readonly<Record<string, unknown>>): string {
  const more = Object.entries(body).filter(([key]) => !TOLD.has(key));
  return more.length === 0 ? '' : JSON.stringify(Object.fromEntries(more));
}

/** A line's cells as they are, before any spreadsheet is thought of. */
export function plainCells(line: LogLine): Readonly<Record<(typeof CSV_COLUMNS)[number], string>> {
  const body = (line.body ?? {}) as Readonly<Record<string, unknown>>;
  const notice = (body['notice'] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    seq: String(line.seq),
    at: instant(line.atMs),
    kind: line.kind,
    type: listed(body['type']),
    by: listed(body['by']),
    surface: listed(body['surface']),
    system: listed(body['system']),
    purposes: listed(body['purposes']),
    channels: listed(body['channels']),
    data: listed(body['data']),
    touchpoint: listed(body['touchpoint']),
    technique: listed(body['technique']),
    until: instant(body['untilMs']),
    expires_at: instant(body['expiresAtMs']),
    given_at: instant(body['givenAtMs']),
    notice_version:
      notice['catalogueVersion'] === undefined ? '' : String(notice['catalogueVersion']),
    notice_locale: listed(notice['locale']),
    notice_digest: listed(notice['digest']),
    not_painted: Array.isArray(body['notPainted']) ? body['notPainted'].join('; ') : '',
    ground: listed(body['ground']),
    event: line.eventId ?? '',
    more: moreOf(body),
  };
}

export function csvRow(line: LogLine): readonly string[] {
  const cells = plainCells(line);
  return CSV_COLUMNS.map((column) => inertCell(cells[column]));
}
