// An audit pack about everything: built, and verified by the auditors' single file.
import path from 'node:path';
import { rmSync } from 'node:fs';
import { runAlone, runPiece } from './alone';
import { memoryTarget } from './ledger';
import type { LogWorld } from './log-world';
import type { BenchResult } from './model';
import type { Built } from './pack-builder';

const MILLION = 1_000_000;
const BUILT_SECONDS = 180;
const VERIFIED_SECONDS = 60;

export async function benchPack(world: LogWorld): Promise<BenchResult> {
  const { dataDir, policyFile, verifier } = world;
  const workDir = path.join(dataDir, 'pack-work');
  const { alone, found } = await runPiece<Built>('pack-builder.ts', { dataDir, workDir });
  const args = [verifier, 'verify', found.file, '--policy', policyFile, '--json'];
  const verified = await runAlone(args);
  const { valid, lines } = JSON.parse(verified.said) as { valid: boolean; lines: number };
  if (!valid || lines !== found.lines) throw new Error('the pack does not verify');
  rmSync(workDir, { recursive: true, force: true });
  /** A smaller log is held to its share. */
  const share = MILLION / lines;
  return {
    name: `an audit pack of ${lines.toLocaleString('en')} events`,
    figures: {
      'the keeper compares everything at its start (s)': found.keeperSeconds,
      'built (s)': found.seconds,
      'built, processor time (s)': found.cpuSeconds,
      'size of the archive (MB)': found.megabytes,
      'verified (s)': verified.seconds,
      'verified, processor time (s)': verified.cpuSeconds,
    },
    targets: [
      {
        what: 'a million events built, seconds of a core',
        ...{ measured: found.cpuSeconds * share, wanted: BUILT_SECONDS, atMost: true },
      },
      {
        what: 'a million events verified, seconds of a core',
        ...{ measured: verified.cpuSeconds * share, wanted: VERIFIED_SECONDS, atMost: true },
      },
      memoryTarget('built', alone),
      memoryTarget('verified', verified),
    ],
  };
}
