/** From the columns of somebody's file to a choice as the API takes it (API.md "choices"). */
import { z } from 'zod';

/** What a row may say; lists are separated by spaces, `;` or `|`. */
export const IMPORT_FIELDS = [
  'id',
  'type',
  'purposes',
  'channels',
  'data',
  'touchpoint',
  'technique',
  'until',
  'givenAt',
  'expiresAt',
  'surface',
  'noticeVersion',
  'locale',
  'evidenceKind',
  'evidenceReference',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
const LISTS: readonly ImportField[] = ['purposes', 'channels', 'data'];

/** By field: the column it stands in, or one value for all rows. Fields left out are columns of their own name. */
export const mappingSchema = z
  .partialRecord(
    z.enum(IMPORT_FIELDS),
    z.union([
      z.strictObject({ column: z.string().min(1).max(200) }),
      z.strictObject({ value: z.string().max(500) }),
    ]),
  )
  .default({});
export type Mapping = z.infer<typeof mappingSchema>;

export interface Columns {
  /** A choice with its `id`, still unchecked. */
  read(fields: readonly string[]): Readonly<Record<string, unknown>>;
}

type Place = { readonly field: ImportField } & (
  { readonly at: number } | { readonly value: string }
);

/** Or the columns the mapping names and the file lacks. */
export function columnsOf(
  header: readonly string[],
  mapping: Mapping,
): Columns | { readonly missing: readonly string[] } {
  const names = header.map((name) => name.trim());
  const missing: string[] = [];
  const places: Place[] = [];
  for (const field of IMPORT_FIELDS) {
    const mapped = mapping[field];
    if (mapped !== undefined && 'value' in mapped) {
      places.push({ field, value: mapped.value });
      continue;
    }
    const at = names.indexOf(mapped?.column ?? field);
    if (at >= 0) places.push({ field, at });
    else if (mapped !== undefined || field === 'id') missing.push(mapped?.column ?? field);
  }
  if (missing.length > 0) return { missing };
  return {
    read(fields) {
      const said = new Map<ImportField, string>();
      for (const place of places) {
        const text = ('value' in place ? place.value : (fields[place.at] ?? '')).trim();
        if (text !== '') said.set(place.field, text);
      }
      return choiceOf(said);
    },
  };
}

function listOf(text: string): unknown {
  return text === '*'
    ? '*'
    : text.split(/[\s;|]+/u).filter((key) => key !== '' && key !== 'itself');
}

function choiceOf(said: ReadonlyMap<ImportField, string>): Readonly<Record<string, unknown>> {
  const choice: Record<string, unknown> = {};
  for (const [field, text] of said) {
    if (LISTS.includes(field)) choice[field] = listOf(text);
    else if (!/^(notice|locale|evidence)/u.test(field)) choice[field] = text;
  }
  const version = said.get('noticeVersion');
  if (version !== undefined || said.has('locale')) {
    choice['notice'] = { catalogueVersion: Number(version), locale: said.get('locale') };
  }
  if (said.has('evidenceKind') || said.has('evidenceReference')) {
    choice['evidence'] = {
      kind: said.get('evidenceKind'),
      reference: said.get('evidenceReference'),
    };
  }
  return choice;
}
