// Time stamps of a pack: made by openssl, tied to the pack's log by proofs, and worth nothing once either is changed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nattoku } from '../../../bin/commands/terminal.test-support';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import { askTimeStamp } from '../../transparency/anchors/ask-time-stamp';
import { readCertificates } from '../../transparency/anchors/certificate-chain';
import { openLocalTsa, type LocalTsa } from '../../transparency/anchors/local-tsa.test-support';
import { stampedBytes } from '../../transparency/anchors/stamped-bytes';
import { parseCheckpoint, type Checkpoint } from '../../ledger/checkpoint';
import { LedgerFormatError } from '../../ledger/canonical';
import { parseNote } from '../../ledger/note';
import { parsePolicy } from '../../ledger/policy';
import { deny, newPerson, officerWith, say } from '../log.test-support';
import { buildPack } from './build-pack';
import { ANCHORS, type PackAnchor } from './pack-model';
import { checkAnchors } from './verify-anchors';
import { verifyPack } from './verify-pack';
import { openArchive } from './zip-reading';

const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-pack-stamps-'));
let temporary: TemporaryRuntime;
let tsa: LocalTsa;
let file: string;
let policy: string;
let anchors: readonly PackAnchor[];
let own: ReadonlyMap<string, Checkpoint>;
const trusted = (pem = tsa.caFile) => readCertificates(readFileSync(pem, 'utf8'));

/** Stamps the newest checkpoint, as the keeper does when one is due. */
async function stamp(): Promise<void> {
  const { runtime, keeper } = temporary;
  await keeper?.settle();
  const [log] = await runtime.ledger.logs();
  const row = log && (await runtime.store.newestCheckpoint(log.origin));
  if (row === undefined) throw new Error('no checkpoint');
  const { signal } = new AbortController();
  const authority = { url: tsa.url, trusted: trusted() };
  const given = await askTimeStamp(authority, stampedBytes(row.text), Date.now(), signal);
  await runtime.store.addAnchor({
    ...{ id: `stamp ${String(row.size)}`, origin: row.origin, size: row.size, kind: 'rfc3161' },
    ...{ atMs: given.atMs, data: given.token, detail: tsa.url },
  });
}

beforeAll(async () => {
  tsa = await openLocalTsa();
  temporary = await openTemporaryRuntime({}, { keeper: {} });
  const { runtime } = temporary;
  const person = await newPerson(runtime, { system: 'shop', id: 'one' });
  await say(runtime, person, [deny('*', 'portal')]);
  await stamp();
  for (let at = 0; at < 5; at += 1) await say(runtime, person, [deny('*', 'portal')]);
  await stamp();
  const asked = { question: {}, ground: 'inquiry', summary: 'everything' };
  const goOn = () => Promise.resolve(true);
  const pack = await buildPack(runtime, officerWith(['auditor']), asked, scratch, goOn);
  if (pack === undefined) throw new Error('no pack');
  file = pack.file;
  policy = await runtime.ledger.policy();
  const archive = await openArchive(file);
  anchors = JSON.parse((await archive.read(ANCHORS)).toString()) as PackAnchor[];
  const [log] = await runtime.ledger.logs();
  const note = await archive.read(`log/${log?.name ?? ''}/checkpoint`);
  const checkpoint = parseCheckpoint(parseNote(note.toString()).body);
  own = new Map([[checkpoint.origin, checkpoint]]);
  archive.close();
}, 60_000);
afterAll(async () => {
  await temporary.dispose();
  await tsa.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('the time stamps of a pack', () => {
  it('are checked, tied to its log, and judged by the certificates that are given', async () => {
    const judged = await verifyPack(file, policy, { trusted: trusted() });
    expect(judged).toMatchObject({ ok: true });
    const stamps = judged.ok ? judged.timeStamps : [];
    expect(stamps).toHaveLength(2);
    expect(new Set(stamps.map(({ size }) => size)).size).toBe(2);
    for (const one of stamps) expect(one).toMatchObject({ authority: 'CN=good', trusted: true });
    expect(await verifyPack(file, policy)).toMatchObject({
      ...{ ok: true, timeStamps: [{ trusted: false }, { trusted: false }] },
    });
    const stranger = await verifyPack(file, policy, { trusted: trusted(tsa.strangerFile) });
    expect(stranger).toMatchObject({ ok: false, where: ANCHORS });
  });

  it('are told by the command, which is called wrongly with what is no certificate', async () => {
    const policyFile = path.join(scratch, 'policy.txt');
    writeFileSync(policyFile, policy);
    const run = (more: string) =>
      nattoku(scratch, `ledger verify ${file} --policy ${policyFile} ${more}`);
    const { code, out } = await run(`--tsa-cert ${tsa.caFile}`);
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(/first \d+ entries of .* existed at \d{4}-.*, says CN=good/);
    const json = JSON.parse((await run('--json')).out[0] ?? '') as { timeStamps: unknown[] };
    expect(json.timeStamps).toHaveLength(2);
    expect((await run(`--tsa-cert ${policyFile}`)).code).toBe(2);
    expect((await run(`--tsa-cert ${tsa.strangerFile}`)).code).toBe(1);
  });

  it('are refused after any change: moment, token, checkpoint, what ties it to the log, a field', async () => {
    const check = (changed: readonly unknown[]) =>
      checkAnchors(
        Buffer.from(`${JSON.stringify(changed, null, 2)}\n`),
        own,
        parsePolicy(policy),
        undefined,
      );
    expect(await check(anchors)).toHaveLength(2);
    const [, older] = anchors;
    if (older === undefined) throw new Error('one stamp alone');
    expect(older.consistency.length).toBeGreaterThan(0);
    const [newer] = anchors;
    const changes: readonly Record<string, unknown>[] = [
      { ...older, atMs: older.atMs + 1000 },
      { ...older, data: newer?.data },
      { ...older, checkpoint: newer?.checkpoint },
      { ...older, size: older.size + 1 },
      { ...older, consistency: [] },
      { ...older, consistency: [...older.consistency].reverse().slice(1) },
      { ...older, origin: 'elsewhere.example/2026' },
      { ...older, kind: 'witness' },
      { ...older, more: 1 },
      { ...older, consistency: undefined },
    ];
    for (const changed of changes) {
      await expect(check([changed]), JSON.stringify(changed).slice(0, 80)).rejects.toBeInstanceOf(
        LedgerFormatError,
      );
    }
  });
});
