/** A deployment that is backed up, goes on, and is put back: real engines, real files, the real commands. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from '../../db/sqlite/test-support/bundled';
import { ask } from '../../lib/asking/ask';
import { settleAsking } from '../../lib/asking/desk';
import { mint } from '../../lib/identity/mint';
import type { PersonPrincipal, SystemPrincipal } from '../../lib/identity/model';
import { allow, newPerson, say } from '../../lib/evidence/log.test-support';
import { openRuntime } from '../../lib/runtime/open';
import type { Runtime } from '../../lib/runtime/model';
import { openTemporaryRuntime } from '../../lib/runtime/temporary';
import { createLog } from '../../lib/log';
import { ensureDataDir, readEnv } from '../../lib/env';
import { keeperOf } from '../../lib/transparency/kept.test-support';
import { nattoku, type Said } from '../commands/terminal.test-support';

export const SECRET = 'a secret for the tests of backup and restore';

const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['decide', 'choice:refuse'],
  touchpoints: ['*'],
  test: false,
});

export interface Deployment {
  readonly dataDir: string;
  readonly settings: Record<string, string>;
  runtime: Runtime;
  /** A person of the shop who said yes to what `reasonFor` asks. */
  consenting(id: string): Promise<PersonPrincipal>;
  reasonFor(id: string): Promise<string>;
  /** Everything committed is signed and published, or it throws what halted the ledger. */
  sign(): Promise<void>;
  close(): Promise<void>;
  open(): Promise<void>;
  command(args: string): Promise<Said>;
  /** In a process of its own, killed so long after it began to make the database. */
  killed(args: string, afterMs: number): Promise<void>;
  dispose(): Promise<void>;
}

async function killed(args: string, settings: Record<string, string>, afterMs: number) {
  const child = spawn(process.execPath, [await program('bin/nattoku.ts'), ...args.split(' ')], {
    env: { ...process.env, NODE_ENV: 'test', ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  await Promise.race([once(child.stderr, 'data'), ended]);
  await sleep(afterMs);
  child.kill('SIGKILL');
  await ended;
}

function openAt(settings: Record<string, string>): Promise<Runtime> {
  const read = readEnv(settings);
  if (!read.ok) throw new Error(read.problems.join());
  return openRuntime(ensureDataDir(read.env), {
    ...{ log: createLog({ level: 'silent' }), people: 1_000 },
  });
}

export async function deploymentAt(
  dataDir: string,
  settings: Record<string, string>,
  opened?: Runtime,
): Promise<Deployment> {
  const all = { DATA_DIR: dataDir, DEMO: 'local', NATTOKU_SECRET: SECRET, ...settings };
  let isOpen = true;
  const self: Deployment = {
    dataDir,
    settings: all,
    runtime: opened ?? (await openAt(all)),
    async consenting(id) {
      const person = await newPerson(self.runtime, { system: 'shop', id });
      await say(self.runtime, person, [allow('recommend', 'web')]);
      return person;
    },
    async reasonFor(id) {
      const { judgement } = await ask(self.runtime, shop, {
        subject: { system: 'shop', id },
        at: { touchpoint: 'shop-for-you' },
        data: [],
        reserve: false,
        gpc: false,
      });
      return judgement.verdict.reason;
    },
    async sign() {
      const keeper = keeperOf(self.runtime);
      try {
        await keeper.settle();
      } finally {
        await keeper.stop();
      }
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await settleAsking(self.runtime);
      await self.runtime.close();
    },
    async open() {
      self.runtime = await openAt(all);
      isOpen = true;
    },
    command: (args) => nattoku(dataDir, args, all),
    killed: (args, afterMs) => killed(args, all, afterMs),
    async dispose() {
      await self.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return self;
}

export async function newDeployment(settings: Record<string, string>): Promise<Deployment> {
  const { runtime, dataDir } = await openTemporaryRuntime({ NATTOKU_SECRET: SECRET, ...settings });
  return deploymentAt(dataDir, settings, runtime);
}

export function leftBehind(folder: string): string[] {
  return readdirSync(folder).filter((name) => /restoring|partial|\.new$/.test(name));
}
