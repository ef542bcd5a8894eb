import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, LedgerFormatError } from './canonical';
import { entryBytes, parseEntry, type EntryKind, type EntryParts } from './entry';

const ZEROS = 'A'.repeat(43);
const ONES = `${'_'.repeat(42)}8`;
const GOLDEN = `{"b":"${ZEROS}","k":"event","p":"${ONES}","t":1764000002,"v":1}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What it gives, or that it is refused. */
function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof LedgerFormatError) return 'refused';
    throw error;
  }
}

describe('entry', () => {
  it('of an event is these bytes', () => {
    const bytes = entryBytes(1_764_000_002, { k: 'event', b: ZEROS, p: ONES });
    expect(new TextDecoder().decode(bytes)).toBe(GOLDEN);
  });

  const shapes: readonly EntryParts[] = [
    { k: 'event', b: ZEROS, p: ONES },
    { k: 'erasure', b: ONES },
    ...(['notice', 'catalogue', 'erased-set', 'key', 'freeze', 'restore'] as const).map(
      (k): EntryParts => ({ k, d: ONES }),
    ),
  ];
  it.each(shapes)('of kind $k is its own canonical JSON and reads back', (parts) => {
    const bytes = entryBytes(7, parts);
    expect(parseEntry(bytes)).toEqual({ ...parts, t: 7, v: 1 });
    expect(new TextDecoder().decode(bytes)).toBe(canonicalJson({ ...parts, t: 7, v: 1 }));
  });

  const badParts: readonly (readonly [string, EntryParts])[] = [
    ['an event without p', { k: 'event', b: ZEROS }],
    ['an event with d', { k: 'event', b: ZEROS, p: ONES, d: ONES }],
    ['an erasure with p', { k: 'erasure', b: ZEROS, p: ONES }],
    ['a catalogue with b', { k: 'catalogue', b: ZEROS }],
    ['an unknown kind', { k: 'payment' as EntryKind, d: ZEROS }],
    ['a kind every object has', { k: 'toString' as EntryKind, d: ZEROS }],
    ['a commitment of 42 characters', { k: 'key', d: ZEROS.slice(1) }],
    ['a commitment with padding', { k: 'key', d: `${ZEROS}=` }],
    ['a commitment in standard base64', { k: 'key', d: `+${ZEROS.slice(1)}` }],
    ['a second spelling of the same 32 bytes', { k: 'key', d: `${'A'.repeat(42)}B` }],
    ['a commitment that ends the string', { k: 'key', d: `${ZEROS.slice(1)}"` }],
  ];
  it.each(badParts)('is not written for %s', (_, parts) => {
    expect(() => entryBytes(1, parts)).toThrow(LedgerFormatError);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])('is not written at t = %s', (t) => {
    expect(() => entryBytes(t, { k: 'key', d: ZEROS })).toThrow(LedgerFormatError);
  });

  const badTexts: readonly (readonly [string, string])[] = [
    ['other key order', `{"k":"key","d":"${ZEROS}","t":1,"v":1}`],
    ['a space', `{"d": "${ZEROS}","k":"key","t":1,"v":1}`],
    ['a newline at the end', `{"d":"${ZEROS}","k":"key","t":1,"v":1}\n`],
    ['a byte-order mark', `\ufeff{"d":"${ZEROS}","k":"key","t":1,"v":1}`],
    ['a duplicate key', `{"d":"${ZEROS}","d":"${ZEROS}","k":"key","t":1,"v":1}`],
    ['an escape that need not be', `{"d":"${ZEROS}","k":"\\u006bey","t":1,"v":1}`],
    ['an unknown key', `{"d":"${ZEROS}","k":"key","t":1,"v":1,"x":"y"}`],
    ['another version', `{"d":"${ZEROS}","k":"key","t":1,"v":2}`],
    ['no time', `{"d":"${ZEROS}","k":"key","v":1}`],
    ['a fraction as time', `{"d":"${ZEROS}","k":"key","t":1.5,"v":1}`],
    ['an exponent as time', `{"d":"${ZEROS}","k":"key","t":1e0,"v":1}`],
    ['text as time', `{"d":"${ZEROS}","k":"key","t":"1","v":1}`],
    ['a time that is no safe integer', `{"d":"${ZEROS}","k":"key","t":9007199254740992,"v":1}`],
    ['a zero before the time', `{"d":"${ZEROS}","k":"key","t":01,"v":1}`],
    ['a time below zero', `{"d":"${ZEROS}","k":"key","t":-1,"v":1}`],
    ['minus zero as time', `{"d":"${ZEROS}","k":"key","t":-0,"v":1}`],
    ['something after it', `{"d":"${ZEROS}","k":"key","t":1,"v":1}{}`],
    ['a part too few', `{"b":"${ZEROS}","k":"event","t":1,"v":1}`],
    ['a part too many', `{"b":"${ZEROS}","k":"erasure","p":"${ONES}","t":1,"v":1}`],
    ['a kind every object has', `{"d":"${ZEROS}","k":"constructor","t":1,"v":1}`],
    ['a list', `["key"]`],
    ['text', `"key"`],
    ['nothing', ''],
    ['half of it', GOLDEN.slice(0, 60)],
  ];
  it.each(badTexts)('with %s is refused', (_, text) => {
    expect(() => parseEntry(bytesOf(text))).toThrow(LedgerFormatError);
  });

  it('is read from what is written for its parts and from no other text', () => {
    const part = fc.constantFrom(undefined, ZEROS, ONES, ZEROS.slice(1), `${ZEROS}A`);
    const kind = fc.constantFrom(...shapes.map(({ k }) => k), 'payment');
    const t = fc.constantFrom('0', '7', '1764000002', '9007199254740991', '00', '1e3', '');
    fc.assert(
      fc.property(part, part, part, kind, t, (b, d, p, k, digits) => {
        const field = (name: string, value: string | undefined) =>
          value === undefined ? '' : `"${name}":"${value}",`;
        const text = `{${field('b', b)}${field('d', d)}"k":"${k}",${field('p', p)}"t":${digits},"v":1}`;
        const parts = { k, ...(b && { b }), ...(d && { d }), ...(p && { p }) } as EntryParts;
        expect(outcomeOf(() => parseEntry(bytesOf(text)))).toEqual(
          outcomeOf(() => {
            const written = new TextDecoder().decode(entryBytes(Number(digits), parts));
            if (written !== text) throw new LedgerFormatError('another text');
            return { ...parts, t: Number(digits), v: 1 };
          }),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('that is not UTF-8 or longer than 65,535 bytes is refused', () => {
    expect(() => parseEntry(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(LedgerFormatError);
    expect(() => parseEntry(bytesOf(`"${'a'.repeat(65_534)}"`))).toThrow('too long');
  });

  it('with any one bit flipped is refused or says something else', () => {
    const original = bytesOf(GOLDEN);
    for (let i = 0; i < original.length * 8; i += 1) {
      const flipped = original.slice();
      flipped[i >> 3] = (flipped[i >> 3] ?? 0) ^ (1 << (i & 7));
      try {
        expect(parseEntry(flipped)).not.toEqual(parseEntry(original));
      } catch (error) {
        expect(error).toBeInstanceOf(LedgerFormatError);
      }
    }
  });
});
