import canonicalize from 'canonicalize';
import fc from 'fast-check';
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

  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.constant(-0),
      text,
      fc.array(tie('value'), { maxLength: 6 }),
      fc.dictionary(text, tie('value'), { maxKeys: 6 }),
    ),
  }));
  it('writes byte for byte what the reference implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(canonicalJson(any)).toBe(canonicalize(any));
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes what is plain all through alike, up to the longest text and the deepest nesting', () => {
    const nested = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inside) => ({ a: [inside] }), 'x');
    const plain = [
      ...[0, 1, 8_180, 8_188, 8_189, 8_190, 8_191, 8_192, 9_000].map((most) => 'x'.repeat(most)),
      ...[4, 8, 9, 12].map(nested),
      ...[
        {},
        [],
        [{}],
        { a: {}, b: [] },
        { b: 1, a: 2 },
        Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`${(i * 37) % 70}k`, i])),
        ' !~',
        '\x1f',
        '\x7f',
        '\\',
        '"',
        'é',
        '納',
      ],
      ...[0, -0, -1, 2 ** 53 - 1, 1 - 2 ** 53, true, false, { a: 'x', 'b"': 1, 納得: ['"', 2] }],
    ];
    for (const value of plain.flatMap((one) => [one, { a: one, b: [one, 'y'] }])) {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }
  });

  it('is not led astray by a member that canonicalises something itself', () => {
    const inside = { z: [1, 2, 3], name: 'another' };
    const sly = {
      before: 'before',
      get of(): unknown {
        return canonicalJson(inside).length;
      },
    };
    expect(canonicalJson(sly)).toBe('{"before":"before","of":30}');
  });

  it('refuses what must not be hashed wherever it stands, and names the place', () => {
    const bad = fc.constantFrom(
      undefined,
      null,
      1.5,
      2 ** 53,
      Number.NaN,
      1n,
      'a\udc00',
      new Date(0),
    );
    const around = fc.array(fc.oneof(fc.nat(3), fc.constantFrom('a', 'b"', 'あ')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(bad, around, (inside, place) => {
        const whole = place.reduceRight<unknown>(
          (member, part) =>
            typeof part === 'number'
              ? [...Array.from({ length: part }, () => 'x'), member, 'y']
              : { [part]: member, z: [1] },
          inside,
        );
        const path = place.map((part) => `/${String(part)}`).join('');
        expect(() => canonicalJson(whole)).toThrow(LedgerFormatError);
        expect(() => canonicalJson(whole)).toThrow(path === '' ? 'the value' : `${path} is`);
      }),
    );
  });

  it('writes what was checked: a member is read once, and no toJSON is asked', () => {
    let reads = 0;
    const sly = {
      get a(): unknown {
        reads += 1;
        return reads === 1 ? 'checked' : 1.5;
      },
    };
    Object.defineProperty(sly, 'toJSON', { value: () => 0.5, enumerable: false });
    expect(canonicalJson(sly)).toBe('{"a":"checked"}');
  });
});
