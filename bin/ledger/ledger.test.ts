// The auditors' commands on logs made of files: whole, changed, grown, rewritten, out of reach.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../lib/ledger/bytes';
import { inclusionProof } from '../../lib/ledger/proofs';
import { createNodeReader } from '../../lib/ledger/tile-nodes';
import { formatTlogProof } from '../../lib/ledger/tlog-proof';
import type { Command } from '../commands/command';
import { CommandFailed } from '../failure';
import { buildCommand } from '../verifier/build.mjs';
import { consistency } from './consistency';
import { fsckPlace } from './fsck';
import { openLogSource } from './log-source';
import { makeLog, type MadeLog } from './made-log.test-support';
import { monitor } from './monitor';
import { verify } from './verify';

const SIZE = 70_000;
const entries = Array.from({ length: SIZE }, (_, at) => utf8(`entry ${String(at)}`));
let log: MadeLog;
let server: Server;
let url: string;
const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-ledger-'));

beforeAll(async () => {
  log = makeLog('example.org/some-log', entries);
  server = createServer((request, response) => {
    readFile(path.join(log.folder, request.url ?? '')).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.close();
  for (const folder of [scratch, log.folder]) rmSync(folder, { recursive: true, force: true });
});

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
async function say(command: Command, ...args: string[]): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    source: {} as NodeJS.ProcessEnv,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  const code = await command.run(args, terminal).catch((error: unknown) => {
    if (!(error instanceof CommandFailed)) throw error;
    err.push(error.message);
    return error.exitCode;
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
function kept(name: string, text: string | Uint8Array): string {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  return file;
}

describe('fsck', () => {
  it('of 70,000 entries of somebody else’s log, from disk and over HTTP', async () => {
    for (const place of [log.folder, url]) {
      const said = await say(fsckPlace, place, '--vkey', log.vkey);
      expect(said).toMatchObject({ code: 0, err: '' });
      expect(said.out).toContain('70000 entries, every tile and the root');
    }
  });

  it('names the entry that was changed, and ends with 1', async () => {
    const file = path.join(log.folder, 'tile/entries/017');
    const before = readFileSync(file);
    const after = Buffer.from(before);
    after[5] = (after[5] ?? 0) ^ 1;
    writeFileSync(file, after);
    const said = await say(fsckPlace, log.folder, '--vkey', log.vkey, '--json');
    writeFileSync(file, before);
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({
      valid: false,
      problems: [{ where: 'tile/entries/017', index: String(17 * 256) }],
    });
  });

  it.each([
    [2, [], '--vkey or --policy is needed'],
    [2, ['--vkey', 'nonsense'], '--vkey:'],
    [2, ['--wat'], "Unknown option '--wat'"],
    [1, ['--vkey', 'other+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'], ''],
  ])('ends with %i for %j', async (code, args, words) => {
    const said = await say(fsckPlace, log.folder, ...args);
    if (code !== 1) expect(said.code).toBe(code);
    else expect([1, 2]).toContain(said.code);
    expect(said.err).toContain(words);
  });

  it('ends with 3 where there is no log, or no server', async () => {
    expect((await say(fsckPlace, scratch, '--vkey', log.vkey)).code).toBe(3);
    const nowhere = 'http://127.0.0.1:1';
    expect((await say(fsckPlace, nowhere, '--vkey', log.vkey)).code).toBe(3);
  });
});

describe('consistency', () => {
  it('between any two checkpoints', async () => {
    for (const [from, to] of [
      [1, SIZE],
      [256, 65_536],
      [65_535, 65_537],
      [SIZE, SIZE],
    ] as const) {
      const older = kept('older', log.checkpointOf(from));
      const newer = kept('newer', log.checkpointOf(to));
      const args = [older, newer, '--log', url, '--vkey', log.vkey];
      const said = await say(consistency, ...args);
      expect(said, `${String(from)} → ${String(to)}`).toMatchObject({ code: 0, err: '' });
    }
  });

  it('a log that shrank or was rewritten is refused', async () => {
    const shrunk = [kept('n', log.checkpointOf(9)), kept('o', log.checkpointOf(5))];
    const said = await say(consistency, ...shrunk, '--log', log.folder, '--vkey', log.vkey);
    expect(said).toMatchObject({ code: 1 });
    expect(said.err).toContain('rolled back');
    const other = makeLog('example.org/some-log', [utf8('another'), ...entries.slice(1, 300)]);
    const older = kept('other', other.checkpointOf(300));
    const keys = ['--vkey', log.vkey, '--vkey', other.vkey];
    const rewritten = await say(consistency, older, '--log', log.folder, ...keys);
    rmSync(other.folder, { recursive: true, force: true });
    expect(rewritten).toMatchObject({ code: 1 });
    expect(rewritten.err).toContain('rewritten');
  });
});

describe('monitor', () => {
  it('remembers, sees growth, and keeps both checkpoints of a log that was rolled back', async () => {
    const state = path.join(scratch, 'state');
    const checkpointFile = path.join(log.folder, 'checkpoint');
    const whole = readFileSync(checkpointFile, 'utf8');
    const look = () => say(monitor, log.folder, '--state', state, '--vkey', log.vkey, '--once');
    writeFileSync(checkpointFile, log.checkpointOf(65_536));
    expect((await look()).out).toContain('65536 entries, seen for the first time');
    writeFileSync(checkpointFile, whole);
    expect((await look()).out).toContain('70000 entries, 4464 new');
    writeFileSync(checkpointFile, log.checkpointOf(100));
    const said = await look();
    writeFileSync(checkpointFile, whole);
    expect(said).toMatchObject({ code: 1 });
    expect(readFileSync(state, 'utf8')).toBe(whole);
    expect(readFileSync(`${state}.contradicted`, 'utf8')).toBe(log.checkpointOf(100));
  });
});

describe('verify', () => {
  const proofOf = async (index: number) => {
    const nodes = createNodeReader(openLogSource(log.folder).fetch, BigInt(SIZE));
    const proof = await inclusionProof(BigInt(index), BigInt(SIZE), nodes);
    const checkpoint = log.checkpointOf(SIZE);
    return formatTlogProof({ index: BigInt(index), proof, checkpoint });
  };

  it('a proof of anyone’s log beside its entry, and not beside another', async () => {
    const file = kept('proof', await proofOf(1234));
    const policy = ['--policy', kept('policy', log.policy)];
    const entry = kept('entry', entries[1234] ?? '');
    const said = await say(verify, file, ...policy, '--entry', entry);
    expect(said).toMatchObject({ code: 0, err: '' });
    const other = kept('other-entry', entries[1235] ?? '');
    expect((await say(verify, file, ...policy, '--entry', other)).code).toBe(1);
  });

  it('what is no receipt is invalid, what cannot be read is unavailable', async () => {
    const policy = ['--policy', kept('policy', log.policy)];
    expect((await say(verify, kept('x', 'nonsense'), ...policy)).code).toBe(1);
    expect((await say(verify, kept('x', '{}'), ...policy)).code).toBe(1);
    expect((await say(verify, path.join(scratch, 'none'), ...policy)).code).toBe(3);
    expect((await say(verify, kept('x', '{}'))).code).toBe(2);
  });
});

describe('the single file', () => {
  it('runs in an empty folder, without the project, and finds what is wrong', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-alone-'));
    const file = path.join(folder, 'nattoku-verify.mjs');
    await buildCommand(file);
    const run = (...args: string[]) =>
      new Promise<Said>((done) => {
        const child = execFile(
          process.execPath,
          [file, ...args],
          { cwd: folder, env: { NODE_ENV: 'test' } },
          (_error, out, err) => {
            done({ code: child.exitCode ?? -1, out, err });
          },
        );
      });
    expect(await run('fsck', log.folder, '--vkey', log.vkey)).toMatchObject({ code: 0, err: '' });
    expect((await run('fsck', log.folder)).code).toBe(2);
    expect((await run('--help')).out).toContain('consistency');
    const older = kept('older', log.checkpointOf(77));
    expect(await run('consistency', older, '--log', log.folder, '--vkey', log.vkey)).toMatchObject({
      code: 0,
      err: '',
    });
    rmSync(folder, { recursive: true, force: true });
  });
});
