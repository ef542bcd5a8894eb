import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import { cosignatureLine } from './cosignature';
import { publicKeyOf } from './ed25519';
import {
  formatVerifierKey,
  keyIdOf,
  openNote,
  parseNote,
  parseVerifierKey,
  signatureLine,
  signNote,
  withSignature,
  type VerifierKey,
} from './note';

const seedOf = (n: number) => new Uint8Array(32).fill(n);
function keyOf(name: string, n: number, type = 1): VerifierKey {
  const publicKey = publicKeyOf(seedOf(n));
  return { name, type, publicKey, keyId: keyIdOf(name, type, publicKey) };
}
const BODY = 'log.example/2026\n3\nsome text\n';
const log = keyOf('log.example/2026', 1);
const signed = signNote(BODY, log.name, seedOf(1));
const witness = keyOf('witness.example', 2, 4);
const line = cosignatureLine(BODY, witness.name, seedOf(2), 1_764_000_002n);
const strangerLine = (i: number) =>
  signatureLine(`stranger.example/${i}`, Uint8Array.of(0, 0, 0, i), new Uint8Array(64).fill(i));

describe('verifier key', () => {
  it('is name, id and base64 of type and key, and reads back', () => {
    const text = formatVerifierKey(log);
    expect(text).toMatch(/^log\.example\/2026\+[0-9a-f]{8}\+A[A-Za-z0-9+/]{43}$/);
    expect(parseVerifierKey(text)).toEqual(log);
    expect(parseVerifierKey(formatVerifierKey(witness))).toEqual(witness);
  });

  it('with any character changed or cut is refused', () => {
    for (const text of [log, witness].map(formatVerifierKey)) {
      for (let i = 0; i < text.length; i += 1) {
        const next = String.fromCharCode(text.charCodeAt(i) + 1);
        const changed = text.slice(0, i) + next + text.slice(i + 1);
        expect(() => parseVerifierKey(changed), changed).toThrow(LedgerFormatError);
        expect(() => parseVerifierKey(text.slice(0, i)), String(i)).toThrow(LedgerFormatError);
        expect(() => parseVerifierKey(text.slice(i + 1)), String(i)).toThrow(LedgerFormatError);
      }
    }
  });

  it('is not of another type, of another length or without a name', () => {
    for (const bad of [
      { ...log, type: 2, keyId: keyIdOf(log.name, 2, log.publicKey) },
      keyOf('', 1),
      keyOf('two words', 1),
      keyOf('a+b', 1),
      keyOf('a\u3000b', 1),
      { ...log, publicKey: new Uint8Array(31) },
    ]) {
      expect(() => formatVerifierKey(bad)).toThrow(LedgerFormatError);
    }
  });
});

describe('signing a note', () => {
  it('gives text, blank line and one line that the key verifies', () => {
    expect(signed).toBe(`${BODY}\n— log.example/2026 ${signed.split(' ').at(-1) ?? ''}`);
    const opened = openNote(signed, [log]);
    expect(opened.body).toBe(BODY);
    expect(opened.unknown).toBe(0);
    expect(opened.verified.map(({ key }) => key)).toEqual([log]);
    expect(opened.verified[0]).not.toHaveProperty('seconds');
  });

  it('refuses text without a last newline, with control characters, and names that are none', () => {
    expect(() => signNote('text', log.name, seedOf(1))).toThrow(LedgerFormatError);
    expect(() => signNote('', log.name, seedOf(1))).toThrow(LedgerFormatError);
    expect(() => signNote('a\tb\n', log.name, seedOf(1))).toThrow(LedgerFormatError);
    expect(() => signNote('a\ud800\n', log.name, seedOf(1))).toThrow(LedgerFormatError);
    expect(() => signNote(BODY, 'two words', seedOf(1))).toThrow(LedgerFormatError);
  });

  it('splits at the last blank line, however many the text has', () => {
    const body = 'one\n\n\ntwo\n\n— not a line\n';
    expect(openNote(signNote(body, log.name, seedOf(1)), [log]).body).toBe(body);
    expect(openNote(signNote('\n', log.name, seedOf(1)), [log]).body).toBe('\n');
  });
});

describe('opening a note', () => {
  it('ignores keys that are not known, even of the same name or the same id', () => {
    const sameName = signatureLine(log.name, Uint8Array.of(1, 2, 3, 4), new Uint8Array(64));
    const sameId = signatureLine('another.example', log.keyId, new Uint8Array(64));
    const opened = openNote(signed + sameName + sameId, [log]);
    expect(opened.unknown).toBe(2);
    expect(opened.verified).toHaveLength(1);
  });

  it('refuses a note that no known key signed', () => {
    expect(() => openNote(signed, [])).toThrow('no known key');
    expect(() => openNote(signed, [keyOf(log.name, 9)])).toThrow('no known key');
  });

  it('refuses the whole note when a known key fails, beside one that verifies, and the second time too', () => {
    const bad = signatureLine(witness.name, witness.keyId, new Uint8Array(72));
    expect(openNote(signed + bad, [log]).unknown).toBe(1);
    expect(() => openNote(signed + bad, [log, witness])).toThrow(LedgerFormatError);
    const again = signatureLine(log.name, log.keyId, new Uint8Array(64));
    expect(() => openNote(signed + again, [log])).toThrow(LedgerFormatError);
  });

  it('takes a second spelling of a signature for none: fatal to its own key, nothing to others', () => {
    // The last digit before the padding carries two bits that say nothing.
    const at = signed.length - 3;
    const next = String.fromCharCode(signed.charCodeAt(at) + 1);
    const respelt = `${signed.slice(0, at)}${next}=\n${line}`;
    expect(openNote(respelt, [witness])).toMatchObject({
      unknown: 1,
      verified: [{ key: witness }],
    });
    expect(openNote(signed + line, [log, witness]).verified).toHaveLength(2);
    expect(() => openNote(respelt, [log, witness])).toThrow(LedgerFormatError);
  });

  it('counts a key once that signed twice', () => {
    const [ours = ''] = signed.split('\n').slice(-2);
    expect(openNote(`${signed}${ours}\n`, [log]).verified).toHaveLength(1);
  });

  it('refuses a line that two known keys could have made', () => {
    expect(() => openNote(signed, [log, { ...log }])).toThrow(LedgerFormatError);
    expect(openNote(signed, [witness, log, { ...witness }]).verified).toHaveLength(1);
  });

  it('takes a hundred signatures and no more', () => {
    const others = Array.from({ length: 99 }, (_, i) => strangerLine(i)).join('');
    expect(openNote(signed + others, [log]).unknown).toBe(99);
    expect(() => openNote(signed + others + strangerLine(99), [log])).toThrow('too many');
  });

  it('verifies sixteen known keys on one note', () => {
    const keys = Array.from({ length: 15 }, (_, i) => keyOf(`w${i}.example`, 10 + i, 4));
    const note = keys.reduce(
      (text, key, i) => text + cosignatureLine(BODY, key.name, seedOf(10 + i), BigInt(i)),
      signed,
    );
    expect(openNote(note, [log, ...keys]).verified).toHaveLength(16);
  });

  it('does not open with any one character of text or signature changed', () => {
    for (let i = 0; i < signed.length; i += 1) {
      const other = signed[i] === 'A' ? 'B' : 'A';
      const changed = signed.slice(0, i) + other + signed.slice(i + 1);
      expect(() => openNote(changed, [log]), `character ${i}`).toThrow(LedgerFormatError);
    }
  });
});

describe('a cosignature', () => {
  it('verifies over time and text, and tells its second', () => {
    const opened = openNote(signed + line, [log, witness]);
    expect(opened.verified.map(({ key, seconds }) => [key.name, seconds])).toEqual([
      [log.name, undefined],
      [witness.name, 1_764_000_002n],
    ]);
  });

  it('is not a signature of the same key, nor the other way round', () => {
    const asNote = keyOf(witness.name, 2, 1);
    const own = openNote(signNote(BODY, witness.name, seedOf(2)), [asNote]).verified[0]?.signature;
    const crossed = signatureLine(witness.name, witness.keyId, own ?? new Uint8Array(64));
    expect(() => openNote(signed + crossed, [log, witness])).toThrow(LedgerFormatError);
  });

  it('holds for no other second and no other text', () => {
    const other = cosignatureLine('other\n', witness.name, seedOf(2), 1_764_000_002n);
    expect(() => openNote(signed + other, [log, witness])).toThrow(LedgerFormatError);
    const { signature } = parseNote(signed + line).signatures[1] ?? { signature: new Uint8Array() };
    const later = signature.slice();
    later[7] = (later[7] ?? 0) ^ 1;
    const moved = signatureLine(witness.name, witness.keyId, later);
    expect(() => openNote(signed + moved, [log, witness])).toThrow(LedgerFormatError);
  });

  it('is made at 64-bit Unix seconds', () => {
    const last = cosignatureLine(BODY, witness.name, seedOf(2), 2n ** 64n - 1n);
    expect(openNote(signed + last, [witness]).verified[0]?.seconds).toBe(2n ** 64n - 1n);
    expect(() => cosignatureLine(BODY, witness.name, seedOf(2), -1n)).toThrow(LedgerFormatError);
  });
});

describe('adding a line', () => {
  it('puts it at the end, once', () => {
    expect(withSignature(signed, line)).toBe(signed + line);
    expect(withSignature(signed + line, line)).toBe(signed + line);
  });

  it('refuses what is not exactly one line, and a hundred and first', () => {
    const bad = ['', '\n', 'text\n', line.trimEnd(), line + line, `\n${line}`, ` ${line}`];
    for (const text of bad) {
      expect(() => withSignature(signed, text), JSON.stringify(text)).toThrow(LedgerFormatError);
    }
    const full = signed + Array.from({ length: 99 }, (_, i) => strangerLine(i)).join('');
    expect(() => withSignature(full, line)).toThrow('too many');
  });
});

describe('any text', () => {
  /** What the parser understood, written again. */
  const rewritten = (text: string) => {
    const { body, signatures } = parseNote(text);
    const lines = signatures.map((one) => signatureLine(one.name, one.keyId, one.signature));
    return `${body}\n${lines.join('')}`;
  };
  const pieces = fc.constantFrom(
    '\n',
    '\n\n',
    '— ',
    'a',
    ' ',
    '+',
    'AAAAAAA=',
    'AAAAAAA',
    '\t',
    '\r',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 14 }).map((list) => list.join('')),
    fc.tuple(fc.nat({ max: signed.length }), pieces).map(([at, piece]) => {
      const note = signed + line;
      return note.slice(0, at) + piece + note.slice(at + 1);
    }),
  );

  it('is refused as malformed or is exactly what was understood', () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(rewritten(text)).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerFormatError);
        }
      }),
      { numRuns: 3000 },
    );
    expect(utf8(rewritten(signed + line))).toEqual(utf8(signed + line));
  });

  it.each([
    ['no signatures', BODY],
    ['a blank line and nothing', `${BODY}\n`],
    ['no last newline', signed.slice(0, -1)],
    ['a line that is none', `${signed}and more\n`],
    ['a hyphen for the dash', signed.replace('—', '-')],
    ['two spaces', signed.replace('— ', '—  ')],
    ['a carriage return', signed.replaceAll('\n', '\r\n')],
    ['a null character', `\0${signed}`],
    ['four bytes of signature', `${BODY}\n— a AAAAAA==\n`],
    ['more than a million characters', `${'a'.repeat(1_000_000)}\n${signed}`],
  ])('with %s is no note', (_, text) => {
    expect(() => parseNote(text)).toThrow(LedgerFormatError);
  });
});
