/** Rows out of a file's lines, one kind of row whatever the format. */
import { fieldsOf, RecordJoiner } from './csv';
import { columnsOf, type Columns, type Mapping } from './mapping';

export const IMPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportRow {
  /** The first row is 1; a header is none. */
  readonly number: number;
  /** undefined: cannot be read. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

/** The file cannot be imported at all. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(
    readonly problem: 'header' | 'columns',
    readonly columns: readonly string[] = [],
  ) {
    super(
      problem === 'header'
        ? 'the first line must name the columns'
        : `the file has no column ${columns.join(', ')}`,
    );
  }
}

const BYTE_ORDER_MARK = '\uFEFF';

function readRecord(text: string): ImportRow['value'] {
  try {
    const value: unknown = JSON.parse(text);
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The parser's message quotes the row, which is personal.
    return undefined;
  }
}

/** `lines` without their line feeds; undefined: not UTF-8. */
export async function* rowsOf(
  lines: AsyncIterable<string | undefined>,
  format: ImportFormat,
  mapping: Mapping,
): AsyncGenerator<ImportRow> {
  let number = 0;
  let columns: Columns | undefined;
  let begun = false;
  const joiner = new RecordJoiner();
  for await (const line of lines) {
    const text = begun || line === undefined ? line : line.replace(BYTE_ORDER_MARK, '');
    begun = true;
    if (format === 'ndjson') {
      if (text?.trim() === '') continue;
      number += 1;
      yield { number, value: text === undefined ? undefined : readRecord(text) };
      continue;
    }
    const record = joiner.push(text ?? QUOTE_OF_NO_TEXT);
    if (record === undefined || (record === '' && text === '')) continue;
    const fields = fieldsOf(record);
    if (columns === undefined) {
      if (fields === undefined) throw new UnreadableFile('header');
      const found = columnsOf(fields, mapping);
      if ('missing' in found) throw new UnreadableFile('columns', found.missing);
      columns = found;
      continue;
    }
    number += 1;
    yield { number, value: fields === undefined ? undefined : columns.read(fields) };
  }
  if (joiner.rest() !== '') yield { number: number + 1, value: undefined };
  if (format === 'csv' && columns === undefined) throw new UnreadableFile('header');
}

/** Reads as no record, and leaves none open. */
const QUOTE_OF_NO_TEXT = 'a""';
