/**
 * From anything to a receipt: every field known, every type right, nothing besides. A field
 * that nobody checks would be a place to write lies into (LEDGER "What is promised").
 */
import { isWellFormed } from '../ledger/well-formed';
import {
  RECEIPT_FORMAT,
  type Receipt,
  type ReceiptAnchor,
  type ReceiptNotice,
} from './receipt-model';

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with the form of a receipt, in words for developers. */
export class ReceiptFormatError extends Error {
  override readonly name = 'ReceiptFormatError';
}

function fieldsOf(
  value: unknown,
  where: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ReceiptFormatError(`${where} is not an object`);
  }
  for (const name of required) {
    if (!Object.hasOwn(value, name)) throw new ReceiptFormatError(`${where} lacks ${name}`);
  }
  for (const name of Object.keys(value)) {
    if (!required.includes(name) && !optional.includes(name)) {
      throw new ReceiptFormatError(`${where} has an unknown field`);
    }
  }
  return value as Fields;
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new ReceiptFormatError(`${name} is not text`);
  if (!isWellFormed(value)) throw new ReceiptFormatError(`${name} is not well-formed Unicode`);
  return value;
}

/** `{name: text}` where it is there, nothing where it is not. */
function maybe<K extends string>(fields: Fields, name: K): Partial<Record<K, string>> {
  if (!Object.hasOwn(fields, name)) return {};
  return { [name]: text(fields, name) } as Record<K, string>;
}

function noticeOf(value: unknown): ReceiptNotice {
  const fields = fieldsOf(value, 'notice', ['digest', 'locale', 'text']);
  return {
    digest: text(fields, 'digest'),
    locale: text(fields, 'locale'),
    text: text(fields, 'text'),
  };
}

function anchorOf(value: unknown): ReceiptAnchor {
  const fields = fieldsOf(value, 'an anchor', ['kind', 'atMs', 'data', 'detail']);
  const { atMs } = fields;
  if (!Number.isSafeInteger(atMs)) throw new ReceiptFormatError('atMs is not an instant');
  return {
    kind: text(fields, 'kind'),
    atMs: atMs as number,
    data: text(fields, 'data'),
    detail: text(fields, 'detail'),
  };
}

const REQUIRED = ['format', 'id', 'entry', 'openings', 'proof', 'anchors', 'policy', 'issued'];
const OPTIONAL = ['body', 'personal', 'document', 'notice'];

/** Throws ReceiptFormatError. */
export function readReceipt(value: unknown): Receipt {
  const fields = fieldsOf(value, 'the receipt', REQUIRED, OPTIONAL);
  if (fields['format'] !== RECEIPT_FORMAT) throw new ReceiptFormatError('the format is unknown');
  const openings = fieldsOf(fields['openings'], 'openings', [], ['body', 'personal']);
  const issued = fieldsOf(fields['issued'], 'issued', ['origin', 'verify']);
  const { anchors } = fields;
  if (!Array.isArray(anchors)) throw new ReceiptFormatError('anchors is not a list');
  return {
    format: RECEIPT_FORMAT,
    id: text(fields, 'id'),
    entry: text(fields, 'entry'),
    openings: { ...maybe(openings, 'body'), ...maybe(openings, 'personal') },
    ...maybe(fields, 'body'),
    ...maybe(fields, 'personal'),
    ...maybe(fields, 'document'),
    ...(Object.hasOwn(fields, 'notice') && { notice: noticeOf(fields['notice']) }),
    proof: text(fields, 'proof'),
    anchors: anchors.map(anchorOf),
    policy: text(fields, 'policy'),
    issued: { origin: text(issued, 'origin'), verify: text(issued, 'verify') },
  };
}
