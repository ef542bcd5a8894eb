/**
 * The result of a search as a file, streamed (SEC-13, SEC-14). The export itself is an event,
 * durable before the first byte.
 */
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { AppError } from '../errors';
import type { DeploymentPrincipal, OfficerPrincipal, Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { CSV_COLUMNS, csvRow, instant } from './log-cells';
import { parquetChunks } from './log-parquet';
import { requireAuditor } from './auditor';
import { linesOf, type LogLine, type LogQuestion } from './log-search';

export const EXPORT_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

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

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

function streamIn(format: ExportFormat, lines: AsyncGenerator<LogLine>): Readable {
  if (format === 'csv') return csvStream(lines);
  if (format === 'ndjson') return ndjsonStream(lines);
  return Readable.from(parquetChunks(lines), { objectMode: false });
}

/** `summary`: the filter in words, without anything personal; it stands in the log. */
export async function exportLog(
  runtime: Runtime,
  principal: Principal,
  question: LogQuestion,
  format: ExportFormat,
  summary: string,
): Promise<ExportFile> {
  return exportFor(runtime, requireAuditor(principal), question, format, summary);
}

/** For an auditor, or for whoever holds the deployment's own keys. */
export async function exportFor(
  runtime: Runtime,
  actor: OfficerPrincipal | DeploymentPrincipal,
  question: LogQuestion,
  format: ExportFormat,
  summary: string,
): Promise<ExportFile> {
  const surface = actor.kind === 'officer' ? 'console' : 'system';
  const outcome = await runtime.commit({
    actor,
    events: [{ about: 'officer', body: { type: 'export', surface, format, filter: summary } }],
  });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the export could not be recorded');
  const stream = streamIn(format, linesOf(runtime, question));
  const stamp = new Date(runtime.clock.now()).toISOString().replace(/[:.]/g, '-');
  return {
    name: `nattoku-log-${stamp}.${format}`,
    contentType: CONTENT_TYPES[format],
    stream: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
  };
}
