/**
 * The result of a search as a file, streamed (SEC-13, SEC-14). The export itself is an event,
 * durable before the first byte.
 */
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { AppError } from '../errors';
import type { Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { requireAuditor, streamLog, type LogLine, type LogQuestion } from './log-search';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

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

function instant(ms: unknown): string {
  return typeof ms === 'number' ? new Date(ms).toISOString() : '';
}

function listed(value: unknown): string {
  return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '';
}

function moreOf(body: Readonly<Record<string, unknown>>): string {
  const more = Object.entries(body).filter(([key]) => !TOLD.has(key));
  return more.length === 0 ? '' : JSON.stringify(Object.fromEntries(more));
}

export function csvRow(line: LogLine): readonly string[] {
  const body = (line.body ?? {}) as Readonly<Record<string, unknown>>;
  const notice = (body['notice'] ?? {}) as Readonly<Record<string, unknown>>;
  const cells: Record<(typeof CSV_COLUMNS)[number], string> = {
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
  return CSV_COLUMNS.map((column) => inertCell(cells[column]));
}

function csvStream(lines: AsyncGenerator<LogLine>): Readable {
  const rows = Readable.from(
    (async function* () {
      yield CSV_COLUMNS;
      for await (const line of lines) yield csvRow(line);
    })(),
  );
  const csv = stringify({ bom: true, record_delimiter: 'windows' });
  rows.on('error', (error: Error) => csv.destroy(error));
  return rows.pipe(csv);
}

function ndjsonStream(lines: AsyncGenerator<LogLine>): Readable {
  return Readable.from(
    (async function* () {
      for await (const { seq, atMs, kind, eventId, body } of lines) {
        yield `${JSON.stringify({ seq, at: instant(atMs), kind, event: eventId, body })}\n`;
      }
    })(),
    { objectMode: false },
  );
}

export interface ExportFile {
  /** Made by the server. */
  readonly name: string;
  readonly contentType: string;
  readonly stream: ReadableStream<Uint8Array>;
}

/** `summary`: the filter in words, without anything personal; it stands in the log. */
export async function exportLog(
  runtime: Runtime,
  principal: Principal,
  question: LogQuestion,
  format: ExportFormat,
  summary: string,
): Promise<ExportFile> {
  const officer = requireAuditor(principal);
  const outcome = await runtime.commit({
    actor: officer,
    events: [
      { about: 'officer', body: { type: 'export', surface: 'console', format, filter: summary } },
    ],
  });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the export could not be recorded');
  const lines = streamLog(runtime, officer, question);
  const stamp = new Date(runtime.clock.now()).toISOString().replace(/[:.]/g, '-');
  const stream = format === 'csv' ? csvStream(lines) : ndjsonStream(lines);
  return {
    name: `nattoku-log-${stamp}.${format}`,
    contentType:
      format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    stream: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
  };
}
