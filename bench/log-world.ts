/**
 * A deployment whose log holds a million events: made through commit(), signed and published by
 * the product's own keeper. `BENCH_LOG_DIR` keeps it there for the next run.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settingsFrom, withRuntime } from '../bin/deployment';
import { buildCommand } from '../bin/verifier/build.mjs';
import { defaultCatalogue } from '../db/default-catalogue/content';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { publishCatalogue } from '../lib/publishing/publish';
import { keepLedger } from '../lib/runtime/keep-ledger';
import type { Runtime } from '../lib/runtime/model';
import { allowOf, shopKey } from './choices';

export const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const EVENTS_A_COMMIT = 10;
const COMMITS_A_PERSON = 2;
const IN_FLIGHT = 256;

interface Made {
  readonly entries: number;
  readonly vkey: string;
  readonly makingSeconds: number;
  readonly publishingSeconds: number;
}
export interface LogWorld extends Made {
  readonly dataDir: string;
  /** Checkpoint and tiles. */
  readonly published: string;
  readonly policyFile: string;
  /** The auditors' single file. */
  readonly verifier: string;
  close(): void;
}

export function openDeployment<T>(
  dataDir: string,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const settings = { DATA_DIR: dataDir, DEMO: 'off', LEDGER_CHECK_MINUTES: '0' };
  return withRuntime(settingsFrom({ ...settings, NODE_ENV: 'production' }), work);
}

async function populate(runtime: Runtime): Promise<void> {
  const commits = Math.ceil(EVENTS / EVENTS_A_COMMIT);
  const people = Math.ceil(commits / COMMITS_A_PERSON);
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < commits) {
      const index = next++;
      const id = `member-${String(index % people)}`;
      const events = Array.from({ length: EVENTS_A_COMMIT }, (_, at) =>
        allowOf(runtime, index * EVENTS_A_COMMIT + at),
      );
      const about = { identifier: { system: 'shop', id } };
      const outcome = await runtime.commit({ actor: shopKey, about, events });
      if (!outcome.ok) throw new Error(`choices were refused: ${outcome.reason}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, client));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begunMs = performance.now();
  await work();
  return (performance.now() - begunMs) / 1_000;
}

async function make(runtime: Runtime, policyFile: string): Promise<Made> {
  await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
  const makingSeconds = await timed(() => populate(runtime));
  const keeper = keepLedger(runtime, { recheckMs: 0, byItself: false });
  const publishingSeconds = await timed(async () => {
    // The log's key is announced in the first round; the second signs it too.
    await keeper?.settle();
    await keeper?.settle();
  });
  await keeper?.stop();
  const [log] = await runtime.ledger.logs();
  const newest = log && (await runtime.store.newestCheckpoint(log.origin));
  writeFileSync(policyFile, await runtime.ledger.policy());
  return {
    ...{ entries: newest?.size ?? 0, vkey: log?.vkeys[0] ?? '' },
    ...{ makingSeconds, publishingSeconds },
  };
}

function publishedIn(dataDir: string, { vkey }: Made): string {
  const [name = ''] = vkey.split('+');
  return path.join(dataDir, 'ledger', name.split('/').at(-1) ?? '');
}

export async function openLogWorld(): Promise<LogWorld> {
  const kept = process.env['BENCH_LOG_DIR'];
  if (kept !== undefined) mkdirSync(kept, { recursive: true });
  const dataDir = kept ?? mkdtempSync(path.join(tmpdir(), 'nattoku-log-'));
  const madeFile = path.join(dataDir, 'made.json');
  const policyFile = path.join(dataDir, 'policy.txt');
  if (!existsSync(madeFile)) {
    console.log(`preparing ${EVENTS.toLocaleString('en')} events through commit() …`);
    const made = await openDeployment(dataDir, (runtime) => make(runtime, policyFile));
    writeFileSync(madeFile, JSON.stringify(made));
  }
  const made = JSON.parse(readFileSync(madeFile, 'utf8')) as Made;
  const verifier = path.join(dataDir, 'nattoku-verify.mjs');
  await buildCommand(verifier);
  return {
    ...{ ...made, dataDir, policyFile, verifier, published: publishedIn(dataDir, made) },
    close() {
      if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
