// Run by bench/pack.ts in a process of its own: a pack about everything, built beside a keeper that signs.
import { rmSync, statSync } from 'node:fs';
import { buildPack } from '../lib/evidence/pack/build-pack';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { keepLedger } from '../lib/runtime/keep-ledger';
import { openDeployment } from './log-world';

export interface BuilderSettings {
  readonly dataDir: string;
  readonly workDir: string;
}
export interface Built {
  readonly file: string;
  readonly lines: number;
  readonly megabytes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Until the keeper had compared everything and could sign. */
  readonly keeperSeconds: number;
}

const { dataDir, workDir } = JSON.parse(process.argv[2] ?? '') as BuilderSettings;
const ASKED = { question: {}, ground: 'bench', summary: 'everything' };

const built = await openDeployment(dataDir, async (runtime): Promise<Built> => {
  const beganMs = performance.now();
  const keeper = keepLedger(runtime, { recheckMs: 0 });
  try {
    await keeper?.settle();
    const begunMs = performance.now();
    const before = process.cpuUsage();
    rmSync(workDir, { recursive: true, force: true });
    const goOn = () => Promise.resolve(true);
    const pack = await buildPack(runtime, deploymentPrincipal(), ASKED, workDir, goOn);
    if (pack === undefined) throw new Error('no pack');
    const { user, system } = process.cpuUsage(before);
    return {
      ...{ file: pack.file, lines: pack.lines, megabytes: statSync(pack.file).size / 1_000_000 },
      seconds: (performance.now() - begunMs) / 1_000,
      cpuSeconds: (user + system) / 1_000_000,
      keeperSeconds: (begunMs - beganMs) / 1_000,
    };
  } finally {
    await keeper?.stop();
  }
});
console.log(JSON.stringify(built));
