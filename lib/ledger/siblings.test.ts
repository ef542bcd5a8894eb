import type * as nodeCrypto from 'node:crypto';
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fromHex, toHex, utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import * as edBrowser from './ed25519.browser';
import * as edNode from './ed25519';
import * as hmacBrowser from './hmac.browser';
import * as hmacNode from './hmac';
import * as shaBrowser from './sha256.browser';
import * as shaNode from './sha256';

const bytes = fc.uint8Array({ maxLength: 300 });
const seed32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe.each([
  ['in Node', shaNode, hmacNode, edNode],
  ['in the browser', shaBrowser, hmacBrowser, edBrowser],
] as const)('the primitives %s', (_, sha, mac, ed) => {
  it('hash as SHA-256 does, into a place as well', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const expected = createHash('sha256').update(input).digest('hex');
        expect(toHex(sha.sha256(input))).toBe(expected);
        const target = new Uint8Array(40).fill(7);
        sha.sha256Into(target, 3, input);
        expect(toHex(target)).toBe(`070707${expected}0707070707`);
        expect(sha.sha256Text(input)).toBe(Buffer.from(expected, 'hex').toString('base64url'));
      }),
    );
    expect(toHex(sha.sha256('あ'))).toBe(toHex(sha.sha256(utf8('あ'))));
  });

  it('authenticate as HMAC-SHA-256 does, text and bytes alike', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.string(), (key, data, text) => {
        const expected = createHmac('sha256', key).update(data).update(text).digest('hex');
        expect(toHex(mac.hmacSha256(key, data, text))).toBe(expected);
        const asText = Buffer.from(expected, 'hex').toString('base64url');
        expect(mac.hmacSha256Text(key, data, text)).toBe(asText);
      }),
    );
  });

  it('sign the vectors of RFC 8032', () => {
    const seed = fromHex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
    const publicKey = fromHex('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
    const signature = fromHex(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
    const message = fromHex('af82');
    expect(ed.publicKeyOf(seed)).toEqual(publicKey);
    expect(ed.signEd25519(seed, message)).toEqual(signature);
    expect(ed.verifyEd25519(publicKey, message, signature)).toBe(true);
  });

  it('make keys whose signatures verify, and no other message under them', () => {
    const { seed, publicKey } = ed.generateSigningKey();
    const signature = ed.signEd25519(seed, utf8('yes'));
    expect(seed).toHaveLength(32);
    expect(ed.verifyEd25519(publicKey, utf8('yes'), signature)).toBe(true);
    expect(ed.verifyEd25519(publicKey, utf8('no'), signature)).toBe(false);
    expect(toHex(ed.generateSigningKey().seed)).not.toBe(toHex(seed));
  });

  it('refuse a signature with any one bit flipped', () => {
    const { seed, publicKey } = ed.generateSigningKey();
    const message = utf8('message');
    const signature = ed.signEd25519(seed, message);
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped = signature.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(ed.verifyEd25519(publicKey, message, flipped), `bit ${bit}`).toBe(false);
    }
  });

  it('answer false, not an error, for bytes that are no key and no signature', () => {
    const noPoint = new Uint8Array(32).fill(2);
    for (const [key, signature] of [
      [noPoint, new Uint8Array(64)],
      [new Uint8Array(31), new Uint8Array(64)],
      [ed.publicKeyOf(new Uint8Array(32)), new Uint8Array(63)],
      [ed.publicKeyOf(new Uint8Array(32)), new Uint8Array(64).fill(255)],
    ] as const) {
      expect(ed.verifyEd25519(key, utf8('x'), signature)).toBe(false);
    }
    expect(() => ed.signEd25519(new Uint8Array(31), utf8('x'))).toThrow(LedgerFormatError);
    expect(() => ed.publicKeyOf(new Uint8Array(33))).toThrow(LedgerFormatError);
  });
});

describe('Node and the browser', () => {
  it('sign the same bytes and verify each other', () => {
    fc.assert(
      fc.property(seed32, bytes, (seed, message) => {
        const signature = edNode.signEd25519(seed, message);
        expect(edBrowser.signEd25519(seed, message)).toEqual(signature);
        expect(edBrowser.verifyEd25519(edNode.publicKeyOf(seed), message, signature)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('export the same names', () => {
    expect(Object.keys(shaBrowser).sort()).toEqual(Object.keys(shaNode).sort());
    expect(Object.keys(hmacBrowser).sort()).toEqual(Object.keys(hmacNode).sort());
    expect(Object.keys(edBrowser).sort()).toEqual(Object.keys(edNode).sort());
  });
});

describe('a Node without crypto.hash', () => {
  it('hashes the same bytes', async () => {
    vi.resetModules();
    vi.doMock('node:crypto', async (original) => ({
      ...(await original<typeof nodeCrypto>()),
      hash: undefined,
    }));
    const old: typeof shaNode = await import('./sha256');
    vi.doUnmock('node:crypto');
    const target = new Uint8Array(32);
    old.sha256Into(target, 0, utf8('abc'));
    expect(target).toEqual(new Uint8Array(shaNode.sha256('abc')));
    expect(toHex(old.sha256('abc'))).toBe(toHex(target));
    expect(old.sha256Text(utf8('abc'))).toBe(shaNode.sha256Text(utf8('abc')));
  });
});
