/** From a body's text to a value of its schema, or the fields at fault. */
import type { z } from 'zod';
import { readJson } from './json';
import type { FieldError } from './problem';

type Issue = z.core.$ZodIssue;

export type BodyOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: 'invalid_request' | 'unknown_field';
      readonly errors: readonly FieldError[];
    };

export function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Of a union, the issues of the form that was most nearly met. */
function flatten(issue: Issue, base: readonly PropertyKey[]): readonly Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((one) => flatten(one, path)));
  return branches.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ pointer: pointerOf(issue.path), detail: issue.message }];
    }
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      detail: 'is not a field',
    }));
  });
}

export function readValue<T>(schema: z.ZodType<T>, value: unknown): BodyOutcome<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.flatMap((issue) => flatten(issue, []));
  const unknown = issues.every((issue) => issue.code === 'unrecognized_keys');
  const code = unknown ? 'unknown_field' : 'invalid_request';
  return { ok: false, code, errors: fieldErrors(issues) };
}

export function readBody<T>(schema: z.ZodType<T>, text: string): BodyOutcome<T> {
  const json = readJson(text);
  if (!json.ok) return { ok: false, code: 'invalid_request', errors: [json.error] };
  return readValue(schema, json.value);
}
