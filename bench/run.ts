/**
 * `npm run bench [-- name …]`: every bench, one after the other, as a table. Writes nothing but
 * temporary folders. Names: decide, commit, http, batch, audience, c15t,
 * sdk, changes, overload, bundle, ledger, pack.
 */
import { cpus } from 'node:os';
import { benchAudience } from './audience';
import { benchBatch } from './batch';
import { benchBundle } from './bundle';
import { benchC15t } from './c15t';
import { benchChanges } from './changes';
import { benchCommit } from './commit';
import { benchDecide } from './decide';
import { benchHttp } from './http';
import { benchLedger } from './ledger';
import { openLogWorld, type LogWorld } from './log-world';
import { isMet, type BenchResult, type Target } from './model';
import { benchOverload } from './overload';
import { benchPack } from './pack';
import { pins } from './processes';
import { benchSdk } from './sdk';
import { openWorld, SUBJECTS, type World } from './world';

const DECIDE_FIGURE = 'permit, 1 purpose, 4 data (decisions/s)';

let world: World | undefined;
/** Made once, by the first bench that needs it. */
async function theWorld(): Promise<World> {
  if (world === undefined) {
    console.log(`preparing ${SUBJECTS.toLocaleString('en')} people …`);
  }
  world ??= await openWorld();
  return world;
}

let logWorld: LogWorld | undefined;
async function theLogWorld(): Promise<LogWorld> {
  logWorld ??= await openLogWorld();
  return logWorld;
}

async function decideBench(): Promise<BenchResult> {
  const { name, figures } = await benchDecide();
  const measured = figures[DECIDE_FIGURE] ?? 0;
  const targets = [{ what: 'decisions per core second, in memory', measured, wanted: 1_000_000 }];
  return { name, figures, targets };
}

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  decide: decideBench,
  commit: benchCommit,
  http: async () => benchHttp(await theWorld()),
  batch: async () => benchBatch(await theWorld()),
  audience: async () => benchAudience(await theWorld()),
  c15t: () => benchC15t(theWorld),
  sdk: async () => benchSdk(await theWorld()),
  changes: async () => benchChanges(await theWorld()),
  overload: async () => benchOverload(await theWorld()),
  bundle: benchBundle,
  ledger: async () => benchLedger(await theLogWorld()),
  pack: async () => benchPack(await theLogWorld()),
};

function readable(value: number): string {
  return value < 10 ? value.toFixed(3) : Math.round(value).toLocaleString('en');
}

function print({ name, figures, targets = [] }: BenchResult): void {
  console.log(`\n${name}`);
  const width = Math.max(0, ...Object.keys(figures).map((label) => label.length));
  for (const [label, value] of Object.entries(figures)) {
    console.log(`  ${label.padEnd(width)}  ${readable(value).padStart(12)}`);
  }
  for (const target of targets) console.log(`  ${verdict(target)}`);
}

function verdict(target: Target): string {
  const bound = target.atMost === true ? '≤' : '≥';
  const { what, measured, wanted } = target;
  return `${isMet(target) ? '✓' : '✗'} ${what}: ${readable(measured)} (wanted ${bound} ${readable(wanted)})`;
}

async function run(names: readonly string[]): Promise<void> {
  const wanted = names.length === 0 ? Object.keys(BENCHES) : names;
  const unknown = wanted.find((name) => !(name in BENCHES));
  if (unknown !== undefined) {
    console.error(`no bench "${unknown}": ${Object.keys(BENCHES).join(', ')}`);
    process.exit(2);
  }
  console.log(
    `Node ${process.versions.node}, ${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}`,
  );
  console.log(
    pins ? 'server on core 0, load on core 1' : 'no taskset: cores are shared as the system likes',
  );
  try {
    for (const name of wanted) {
      const bench = BENCHES[name];
      if (bench !== undefined) print(await bench());
    }
  } finally {
    await world?.close();
    logWorld?.close();
  }
}

await run(process.argv.slice(2));
