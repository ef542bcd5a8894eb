/** From a body's text to the questions in it (API.md "AuthZEN 1.0": batch, search). Pure. */
import type { z } from 'zod';
import { readJson } from '../json';
import type { FieldError } from '../problem';
import { readValue } from '../read-body';
import {
  actionSearchSchema,
  evaluationSchema,
  evaluationsSchema,
  resourceSearchSchema,
  subjectSearchSchema,
  type Defaults,
  type Semantic,
} from './contract';
import type { Page, Question, Search } from './model';

type Bad = { readonly ok: false; readonly errors: readonly FieldError[] };
export type Read<T> = ({ readonly ok: true } & T) | Bad;

export interface Single {
  readonly question: Question;
  readonly explain: boolean;
}
export interface Batch {
  /** undefined: the item is no question, and a no in its place. */
  readonly questions: readonly (Question | undefined)[];
  readonly semantic: Semantic;
  readonly explain: boolean;
}

type Plain = Readonly<Record<string, unknown>>;
function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): Read<{ readonly value: T }> {
  const read = readValue(schema, value);
  return read.ok ? read : { ok: false, errors: read.errors };
}

function wantsWhy(value: unknown): boolean {
  return isPlain(value) && isPlain(value.options) && value.options.explain === true;
}

function readOne(value: unknown): Read<Single> {
  const read = parse(evaluationSchema, value);
  return read.ok ? { ok: true, question: read.value, explain: wantsWhy(value) } : read;
}

export function readEvaluation(text: string): Read<Single> {
  const json = readJson(text);
  return json.ok ? readOne(json.value) : { ok: false, errors: [json.error] };
}

/** An entity of an item stands as a whole: of the default it takes the type alone, never properties. */
function entityOf(item: Plain, defaults: Defaults, name: 'subject' | 'resource'): unknown {
  if (!(name in item)) return defaults[name];
  const own = item[name];
  const type = defaults[name]?.type;
  return isPlain(own) && !('type' in own) && type !== undefined ? { type, ...own } : own;
}

function readItem(item: unknown, defaults: Defaults): Question | undefined {
  if (!isPlain(item)) return undefined;
  const read = parse(evaluationSchema, {
    subject: entityOf(item, defaults, 'subject'),
    action: 'action' in item ? item.action : defaults.action,
    resource: entityOf(item, defaults, 'resource'),
    context: 'context' in item ? item.context : defaults.context,
  });
  return read.ok ? read.value : undefined;
}

/** Without items it is the single call. */
export function readEvaluations(text: string): Read<Single | Batch> {
  const json = readJson(text);
  if (!json.ok) return { ok: false, errors: [json.error] };
  const read = parse(evaluationsSchema, json.value);
  if (!read.ok) return read;
  const { evaluations = [], options, ...defaults } = read.value;
  if (evaluations.length === 0) return readOne(json.value);
  return {
    ok: true,
    questions: evaluations.map((item) => readItem(item, defaults)),
    semantic: options?.evaluations_semantic ?? 'execute_all',
    explain: options?.explain ?? false,
  };
}

const SEARCH_SCHEMAS = {
  subject: subjectSearchSchema,
  resource: resourceSearchSchema,
  action: actionSearchSchema,
} as const;

export function readSearch(
  of: Search['of'],
  text: string,
): Read<{ readonly search: Search; readonly page: Page | undefined }> {
  const json = readJson(text);
  if (!json.ok) return { ok: false, errors: [json.error] };
  const read = readValue<object & { page?: Page | undefined }>(SEARCH_SCHEMAS[of], json.value);
  if (!read.ok) return { ok: false, errors: read.errors };
  const { page, ...asked } = read.value;
  return { ok: true, search: { of, ...asked } as Search, page };
}
