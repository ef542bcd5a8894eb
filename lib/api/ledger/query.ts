/** Whole numbers in a query: one spelling each, no signs, no leading zeroes. */
import type { FieldError } from '../problem';
import type { Call } from '../route';

const WHOLE = /^(0|[1-9]\d{0,19})$/;
const MAX_SIZE = 2n ** 64n - 1n;

export interface NumbersRead<Name extends string> {
  readonly values: Readonly<Partial<Record<Name, bigint>>>;
  readonly errors: readonly FieldError[];
}

/** Absent and optional is neither a value nor an error. */
export function readNumbers<Name extends string>(
  call: Call,
  names: Readonly<Record<Name, 'required' | 'optional'>>,
): NumbersRead<Name> {
  const values: Partial<Record<Name, bigint>> = {};
  const errors: FieldError[] = [];
  for (const name of Object.keys(names) as Name[]) {
    const text = call.query(name);
    if (text === undefined) {
      if (names[name] === 'required') errors.push({ pointer: `/${name}`, detail: 'is missing' });
      continue;
    }
    const value = WHOLE.test(text) ? BigInt(text) : undefined;
    if (value === undefined || value > MAX_SIZE) {
      errors.push({ pointer: `/${name}`, detail: 'is not a whole number' });
    } else values[name] = value;
  }
  return { values, errors };
}
