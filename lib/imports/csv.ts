/**
 * CSV as spreadsheets write it (RFC 4180): commas, quotes doubled inside quotes, line breaks inside
 * quotes. Throws nothing: a record that cannot be read is undefined.
 */
const QUOTE = '"';

/** Fields of one record; undefined where quotes stand wrongly. */
export function fieldsOf(record: string): readonly string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; ;) {
    if (record.charAt(at) !== QUOTE) {
      const comma = record.indexOf(',', at);
      const field = record.slice(at, comma < 0 ? undefined : comma);
      if (field.includes(QUOTE)) return undefined;
      fields.push(field);
      if (comma < 0) return fields;
      at = comma + 1;
      continue;
    }
    let field = '';
    for (at += 1; ;) {
      const end = record.indexOf(QUOTE, at);
      if (end < 0) return undefined;
      field += record.slice(at, end);
      at = end + 1;
      if (record.charAt(at) !== QUOTE) break;
      field += QUOTE;
      at += 1;
    }
    fields.push(field);
    if (at >= record.length) return fields;
    if (record.charAt(at) !== ',') return undefined;
    at += 1;
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(QUOTE); at >= 0; at = text.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}

/** Lines put together again where a line break stands between quotes. */
export class RecordJoiner {
  #open = '';

  /** undefined: the record goes on with the next line. */
  push(line: string): string | undefined {
    const joined = this.#open === '' ? line : `${this.#open}\n${line}`;
    if (quotesIn(joined) % 2 === 1) {
      this.#open = joined;
      return undefined;
    }
    this.#open = '';
    return joined.endsWith('\r') ? joined.slice(0, -1) : joined;
  }

  /** What stands open at the end. */
  rest(): string {
    return this.#open;
  }
}
