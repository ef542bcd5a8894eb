/** A deployment whose ledger is kept by hand: real engine, real files, a round when the test says so. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { postgresSettings } from '../../db/postgres/test-cluster';
import { deploymentPrincipal } from '../identity/deployment';
import { equalBytes } from '../ledger/bytes';
import { openCheckpoint, type Checkpoint } from '../ledger/checkpoint';
import { parseVerifierKey } from '../ledger/note';
import { tilePath } from '../ledger/tile-path';
import { tilesFor } from '../ledger/tiles';
import type { Clock } from '../clock';
import type { Runtime } from '../runtime/model';
import { keepLedger } from '../runtime/keep-ledger';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { createDerivedTiles } from './derived-tiles';
import type { KeeperOptions } from './keeper';
import { logNameOf } from './log-name';
import type { Keeper } from './model';

export const ENGINES: readonly (readonly [string, () => Promise<Record<string, string>>])[] = [
  ['SQLite', () => Promise.resolve({})],
  ['PostgreSQL', postgresSettings],
];

export interface KeptFiles {
  readonly runtime: Runtime;
  readonly dataDir: string;
  readonly ledgerDir: string;
  readonly signerDir: string;
  /** Appends leaves until the log has this many; they come in few commits. */
  grow(size: number): Promise<void>;
  /** A keeper that does one round and ends; rejects with what stopped it. */
  keepOnce(options?: KeeperOptions): Promise<void>;
  /** The published checkpoint of the current log, verified with the key in the database. */
  checkpoint(): Promise<Checkpoint>;
  fileOf(name: string): string;
}
export type Kept = KeptFiles & TemporaryRuntime;

export function keeperOf(runtime: Runtime, options: KeeperOptions = {}): Keeper {
  const keeper = keepLedger(runtime, { recheckMs: 0, byItself: false, ...options });
  if (keeper === undefined) throw new Error('this deployment does not sign');
  return keeper;
}

export async function sizeOf({ store }: Runtime): Promise<number> {
  const head = await store.head();
  return head.seq - head.firstSeq + 1;
}

async function grow(runtime: Runtime, size: number): Promise<void> {
  const missing = size - (await sizeOf(runtime));
  for (let left = missing; left > 0; left -= 200) {
    const events = Array.from({ length: Math.min(200, left) }, (_, index) => ({
      about: 'deployment' as const,
      kind: 'notice' as const,
      document: `${String(size)} ${String(left)} ${String(index)}`,
    }));
    const outcome = await runtime.commit({ actor: deploymentPrincipal(), events });
    expect(outcome.ok).toBe(true);
  }
}

export async function openKept(
  settings: Record<string, string> = {},
  clock?: Clock,
): Promise<Kept> {
  const temporary = await openTemporaryRuntime(settings, clock === undefined ? {} : { clock });
  return { ...temporary, ...(await keptOf(temporary)) };
}

/** The same of a deployment that is there already. */
export async function keptOf({
  runtime,
  dataDir,
}: Pick<TemporaryRuntime, 'runtime' | 'dataDir'>): Promise<KeptFiles> {
  const ledgerDir = path.join(dataDir, 'ledger');
  const currentDir = async () =>
    path.join(ledgerDir, logNameOf((await runtime.store.head()).origin));
  let folder = await currentDir();
  return {
    runtime,
    dataDir,
    ledgerDir,
    signerDir: path.join(dataDir, 'signer'),
    grow: (size) => grow(runtime, size),
    async keepOnce(options) {
      const keeper = keeperOf(runtime, options);
      try {
        await keeper.settle();
      } finally {
        await keeper.stop();
      }
    },
    async checkpoint() {
      folder = await currentDir();
      const { origin } = await runtime.store.head();
      const vkey = (await runtime.store.listLogs())[0]?.vkey ?? '';
      const text = readFileSync(path.join(folder, 'checkpoint'), 'utf8');
      return openCheckpoint(text, [parseVerifierKey(vkey)], origin).checkpoint;
    },
    fileOf: (name) => path.join(folder, name),
  };
}

/** Everything published is signed, whole, and what the entries in the database give. */
export async function expectSound(kept: KeptFiles): Promise<void> {
  const { store } = kept.runtime;
  const head = await store.head();
  const checkpoint = await kept.checkpoint();
  expect(Number(checkpoint.size)).toBe(head.seq - head.firstSeq + 1);
  expect(equalBytes(checkpoint.root, head.root)).toBe(true);
  const stored = await store.newestCheckpoint(head.origin);
  expect(stored?.text).toBe(readFileSync(kept.fileOf('checkpoint'), 'utf8'));
  const derived = createDerivedTiles(store);
  const log = { ...head, size: Number(checkpoint.size) };
  for (const address of tilesFor(checkpoint.size)) {
    const file = readFileSync(kept.fileOf(tilePath(address)));
    const made = await derived.tile(log, address);
    expect([tilePath(address), made !== undefined && equalBytes(file, made)]).toEqual([
      tilePath(address),
      true,
    ]);
  }
}
