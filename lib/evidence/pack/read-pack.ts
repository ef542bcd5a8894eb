/** From text to a manifest or a line: every field known, every type right, nothing besides. */
import { LedgerFormatError } from '../../ledger/canonical';
import { PACK_FORMAT, type PackLine, type PackLog, type PackManifest } from './pack-model';

type Fields = Readonly<Record<string, unknown>>;

const DECIMAL = /^(0|[1-9]\d{0,19})$/;
const HEX = /^[0-9a-f]{64}$/;
const LOG_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const LINE_TEXTS = [
  'eventId',
  'body',
  'bodyOpening',
  'personal',
  'personalOpening',
] as const satisfies readonly (keyof PackLine)[];
const LINE_FIELDS = ['log', 'index', 'entry', ...LINE_TEXTS];

function objectOf(value: unknown, known: readonly string[], what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LedgerFormatError(`${what} is not an object`);
  }
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) throw new LedgerFormatError(`${what} has an unknown field`);
  return value as Fields;
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LedgerFormatError(`${what} is not JSON`, { cause });
  }
}

function text(fields: Fields, name: string, form?: RegExp): string {
  const value = fields[name];
  if (typeof value !== 'string' || form?.test(value) === false) {
    throw new LedgerFormatError(`${name} is not what it should be`);
  }
  return value;
}

function count(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new LedgerFormatError(`${name} is not a number`);
  }
  return value;
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new LedgerFormatError(`${name} is not a list`);
  return value as readonly unknown[];
}

/** Throws LedgerFormatError; equal text rules out duplicate keys. */
export function readLine(line: string): PackLine {
  const value = parsed(line, 'the line');
  const fields = objectOf(value, LINE_FIELDS, 'the line');
  for (const name of LINE_TEXTS) if (Object.hasOwn(fields, name)) text(fields, name);
  text(fields, 'log', LOG_NAME);
  text(fields, 'index', DECIMAL);
  text(fields, 'entry');
  if (JSON.stringify(value) !== line) throw new LedgerFormatError('the line is written otherwise');
  return fields as unknown as PackLine;
}

function readLog(value: unknown): PackLog {
  const fields = objectOf(value, ['origin', 'name', 'size'], 'a log');
  const log = { origin: text(fields, 'origin'), name: text(fields, 'name', LOG_NAME) };
  return { ...log, size: text(fields, 'size', DECIMAL) };
}

const MANIFEST_FIELDS = [
  'format',
  'madeAtMs',
  'question',
  'ground',
  'lines',
  'logs',
  'catalogues',
  'files',
];

export function readManifest(source: string): PackManifest {
  const fields = objectOf(parsed(source, 'the manifest'), MANIFEST_FIELDS, 'the manifest');
  if (fields['format'] !== PACK_FORMAT) throw new LedgerFormatError(`not a ${PACK_FORMAT}`);
  const files = objectOf(fields['files'], Object.keys(fields['files'] ?? {}), 'files');
  for (const name of Object.keys(files)) text(files, name, HEX);
  const question = fields['question'];
  return {
    format: PACK_FORMAT,
    madeAtMs: count(fields, 'madeAtMs'),
    question: objectOf(question, Object.keys(question ?? {}), 'the question'),
    ground: text(fields, 'ground'),
    lines: count(fields, 'lines'),
    logs: list(fields, 'logs').map(readLog),
    catalogues: list(fields, 'catalogues').map((version) => count({ version }, 'version')),
    files: files as Readonly<Record<string, string>>,
  };
}
