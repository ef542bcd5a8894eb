import { describe, expect, it } from 'vitest';
import { canonicalJson, LedgerFormatError } from './canonical';

describe('canonical JSON', () => {
  it('writes keys in code-unit order at every depth, without spaces', () => {
    const value = { b: [true, { z: 'あ', a: -3 }], a: '"\n', '': false };
    expect(canonicalJson(value)).toBe('{"":false,"a":"\\"\\n","b":[true,{"a":-3,"z":"あ"}]}');
  });

  it('sorts by UTF-16 code units, not by code points', () => {
    expect(canonicalJson({ '\u{1f600}': 1, '\ufb33': 2 })).toBe('{"\u{1f600}":1,"\ufb33":2}');
  });

  it('accepts an object without a prototype', () => {
    const bare: Record<string, unknown> = Object.assign(Object.create(null), { a: 1 });
    expect(canonicalJson(bare)).toBe('{"a":1}');
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  const refused: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['an undefined member, which a canonicaliser would drop', { a: undefined }],
    ['null', { a: null }],
    ['a fraction', { a: 1.5 }],
    ['an integer past 2^53', { a: 2 ** 53 }],
    ['NaN', [Number.NaN]],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a bigint', { a: 1n }],
    ['a date', { at: new Date(0) }],
    ['bytes', { a: new Uint8Array(2) }],
    ['a map', new Map([['a', 1]])],
    [
      'an instance',
      new (class {
        readonly amount = 1;
      })(),
    ],
    ['a function', { toJSON: () => 'x' }],
    ['a symbol', [Symbol('a')]],
    ['a symbol key', { [Symbol('a')]: 1 }],
    ['a hole in an array', new Array<number>(2)],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a cycle', cycle],
  ];
  it.each(refused)('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(LedgerFormatError);
  });

  it('names the place of what it refuses', () => {
    expect(() => canonicalJson({ a: [{ b: null }] })).toThrow('/a/0/b is null');
  });
});
