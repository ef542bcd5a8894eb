import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as asn1 from 'asn1js';
import * as pki from 'pkijs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../ledger/bytes';
import { sha256 } from '../../ledger/sha256';
import { askTimeStamp, type GivenTimeStamp } from './ask-time-stamp';
import { readCertificates } from './certificate-chain';
import { openLocalTsa, TSA_POLICY, type LocalTsa } from './local-tsa.test-support';
import { verifyTimeStamp } from './time-stamp-token';

const STAMPED = utf8('log.example/2026\n3\n9+IZ…NWxc=\n');
const never = new AbortController().signal;
let tsa: LocalTsa;
let given: GivenTimeStamp;

const certificates = (file: string) => readCertificates(readFileSync(file, 'utf8'));
const ask = (more: { trusted?: string; policy?: string; nowMs?: number } = {}) =>
  askTimeStamp(
    {
      url: tsa.url,
      trusted: certificates(more.trusted ?? tsa.caFile),
      ...(more.policy !== undefined && { policy: more.policy }),
    },
    STAMPED,
    more.nowMs ?? Date.now(),
    never,
  );

function tstInfoOf(token: Uint8Array): Uint8Array {
  const { content } = pki.ContentInfo.fromBER(Uint8Array.from(token).buffer);
  const signed = new pki.SignedData({ schema: content as never });
  return new Uint8Array(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0));
}

function queryFor(bytes: Uint8Array, nonce: number): Buffer {
  const query = new pki.TimeStampReq({
    version: 1,
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.1' }),
      hashedMessage: new asn1.OctetString({ valueHex: Uint8Array.from(sha256(bytes)).buffer }),
    }),
    nonce: new asn1.Integer({ value: nonce }),
    certReq: true,
  });
  return Buffer.from(query.toSchema().toBER());
}

function tokenOf(response: Buffer): Uint8Array {
  const { timeStampToken } = pki.TimeStampResp.fromBER(Uint8Array.from(response).buffer);
  return new Uint8Array(timeStampToken?.toSchema().toBER() ?? new ArrayBuffer(0));
}

const refusal = async (
  token: Uint8Array,
  more: Partial<Parameters<typeof verifyTimeStamp>[1]> = {},
) => {
  const trusted = certificates(tsa.caFile);
  const verdict = await verifyTimeStamp(token, { stamped: STAMPED, trusted, ...more });
  return verdict.ok ? 'believed' : verdict.why;
};

beforeAll(async () => {
  tsa = await openLocalTsa();
  given = await ask();
});
afterAll(() => tsa.close());
beforeEach(() => tsa.answer((query, reply) => reply(query)));

describe('a time stamp', () => {
  test('is given by an authority, verifies under its CA, and by openssl too', async () => {
    expect(Math.abs(given.atMs - Date.now())).toBeLessThan(60_000);
    expect(given).toMatchObject({ policy: TSA_POLICY, authority: 'CN=good' });
    expect(await refusal(given.token)).toBe('believed');
    const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-token-'));
    const file = (name: string) => path.join(folder, name);
    writeFileSync(file('token'), given.token);
    writeFileSync(file('data'), STAMPED);
    const args = ['ts', '-verify', '-token_in', '-in', file('token'), '-data', file('data')];
    const said = execFileSync('openssl', [...args, '-CAfile', tsa.caFile], { stdio: 'pipe' });
    expect(said.toString()).toMatch(/OK/);
    rmSync(folder, { recursive: true });
  });

  test('verifies under the authority’s own certificate, when that one is pinned', async () => {
    const trusted = certificates(tsa.certFile);
    expect(await refusal(given.token, { trusted })).toBe('believed');
  });

  test('is refused under another CA, and with nobody to trust', async () => {
    const trusted = certificates(tsa.strangerFile);
    expect(await refusal(given.token, { trusted })).toMatch(/trusted one/);
    expect(await refusal(given.token, { trusted: [] })).toMatch(/trusted one/);
    await expect(ask({ trusted: tsa.strangerFile })).rejects.toThrow(/trusted one/);
  });

  test('of other bytes is refused', async () => {
    expect(await refusal(given.token, { stamped: utf8('other') })).toMatch(/something else/);
    tsa.answer((_query, reply) => reply(queryFor(utf8('other'), 7)));
    await expect(ask()).rejects.toThrow(/something else/);
  });

  test('for another nonce is refused: an old answer cannot be given again', async () => {
    tsa.answer((_query, reply) => reply(queryFor(STAMPED, 7)));
    await expect(ask()).rejects.toThrow(/nonce/);
  });

  test('under another policy than the one asked for is refused', async () => {
    expect((await ask({ policy: TSA_POLICY })).policy).toBe(TSA_POLICY);
    expect(await refusal(given.token, { policy: '1.2.3' })).toMatch(/policy/);
    await expect(ask({ policy: '1.2.3.4.5' })).rejects.toThrow(/not grant/);
  });

  test('by an expired certificate is refused', async () => {
    const token = tokenOf(tsa.reply(queryFor(STAMPED, 7), 'expired'));
    expect(await refusal(token)).toMatch(/valid then/);
  });

  test.each(['plain', 'mixed', 'lax'] as const)(
    'by a certificate that is not for time stamps alone is refused (%s)',
    async (name) => {
      expect(await refusal(tsa.sign(tstInfoOf(given.token), 'good'))).toBe('believed');
      const token = tsa.sign(tstInfoOf(given.token), name);
      expect(await refusal(token)).toMatch(/not one for time stamps/);
    },
  );

  test('that does not say which certificate signed it is refused', async () => {
    const token = tsa.sign(tstInfoOf(given.token), 'good', false);
    expect(await refusal(token)).toMatch(/names another certificate/);
  });

  test('of which any byte was changed is refused', async () => {
    const covered = Buffer.from(given.token);
    for (let at = 0; at < covered.length; at += 23) {
      const changed = Buffer.from(covered);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      expect([at, await refusal(changed)]).not.toEqual([at, 'believed']);
    }
    expect(await refusal(covered.subarray(0, -1))).not.toBe('believed');
    expect(await refusal(Buffer.concat([covered, Buffer.from([0])]))).not.toBe('believed');
  });

  test('is not believed when the authority’s clock or ours is wrong', async () => {
    await expect(ask({ nowMs: Date.now() + 3_600_000 })).rejects.toThrow(/clock/);
  });

  test('an authority in trouble, or one that says no or nonsense, gives none', async () => {
    tsa.answer(() => 503);
    await expect(ask()).rejects.toThrow(/503/);
    tsa.answer(() => Buffer.from('nonsense'));
    await expect(ask()).rejects.toThrow();
    tsa.answer(() => Buffer.alloc(300_000));
    await expect(ask()).rejects.toThrow(/too long/);
  });
});
