import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { craftReceipt } from '../../lib/evidence/crafted-receipt.test-support';
import { toBase64 } from '../../lib/ledger/bytes';
import { generateSigningKey } from '../../lib/ledger/ed25519';
import { parseTlogProof } from '../../lib/ledger/tlog-proof';
import { askTimeStamp } from '../../lib/transparency/anchors/ask-time-stamp';
import { readCertificates } from '../../lib/transparency/anchors/certificate-chain';
import { openLocalTsa, type LocalTsa } from '../../lib/transparency/anchors/local-tsa.test-support';
import { stampedBytes } from '../../lib/transparency/anchors/stamped-bytes';
import { nattoku } from '../commands/terminal.test-support';

let folder: string;
let tsa: LocalTsa;
const file = (name: string) => path.join(folder, name);
const verify = (receipt: string, more = '') =>
  nattoku(folder, `ledger verify ${file(receipt)} --policy ${file('policy')} ${more}`);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nattoku-stamped-'));
  tsa = await openLocalTsa();
  const { seed } = generateSigningKey();
  const plain = await craftReceipt(seed);
  const stamped = stampedBytes(parseTlogProof(plain.proof).checkpoint);
  const authority = { url: tsa.url, trusted: readCertificates(readFileSync(tsa.caFile, 'utf8')) };
  const { signal } = new AbortController();
  const { token, atMs } = await askTimeStamp(authority, stamped, Date.now(), signal);
  const anchor = { kind: 'rfc3161', atMs, data: toBase64(token), detail: tsa.url };
  const other = await craftReceipt(generateSigningKey().seed);
  writeFileSync(file('policy'), plain.policy);
  writeFileSync(file('good'), JSON.stringify({ ...plain, anchors: [anchor] }));
  writeFileSync(file('moved'), JSON.stringify({ ...plain, anchors: [{ ...anchor, atMs: 1 }] }));
  writeFileSync(file('other'), JSON.stringify({ ...other, anchors: [anchor] }));
  writeFileSync(file('other-policy'), other.policy);
});
afterAll(async () => {
  await tsa.close();
  rmSync(folder, { recursive: true });
});

describe('nattoku ledger verify, of a receipt with a time stamp', () => {
  test('tells the moment and the authority, and that nobody said whom to believe', async () => {
    const { code, out } = await verify('good');
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(/existed at \d{4}-.*CN=good \(not judged: give --tsa-cert\)/);
  });

  test('judges it by the certificates it is given: 0 under its CA, 1 under another', async () => {
    const good = await verify('good', `--tsa-cert ${tsa.caFile} --json`);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out[0] ?? '')).toMatchObject({ timeStamps: [{ trusted: true }] });
    const { code, err } = await verify('good', `--tsa-cert ${tsa.strangerFile}`);
    expect({ code, err }).toEqual({ code: 1, err: [expect.stringContaining('(anchors)')] });
  });

  test('refuses one that covers another checkpoint, or whose moment the receipt tells otherwise', async () => {
    expect((await verify('moved')).code).toBe(1);
    const args = `ledger verify ${file('other')} --policy ${file('other-policy')}`;
    const { code, err } = await nattoku(folder, args);
    expect({ code, err }).toEqual({ code: 1, err: [expect.stringContaining('something else')] });
  });

  test('a file that is no certificate is called wrongly', async () => {
    expect((await verify('good', `--tsa-cert ${file('policy')}`)).code).toBe(2);
  });
});
