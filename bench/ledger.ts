// The ledger as readers meet it: proofs from tiles, receipts verified, a whole log checked from the disk.
import path from 'node:path';
import { runAlone, runPiece, type Alone } from './alone';
import type { OneByOne, PieceSettings } from './ledger-pieces';
import type { LogWorld } from './log-world';
import type { BenchResult, Target } from './model';

const PROOFS = 2_000;
/** Each holds its notice: tens of kilobytes. */
const RECEIPTS = 500;
export const MOST_MEGABYTES = 300;

export function memoryTarget(what: string, { residentMegabytes }: Alone): Target {
  return {
    ...{ what: `${what}: most memory held (MB)`, measured: residentMegabytes },
    ...{ wanted: MOST_MEGABYTES, atMost: true },
  };
}

function figuresOf(what: string, { first, half, ninetyNine, cpu }: OneByOne) {
  return {
    [`${what}, the first of a process (ms)`]: first,
    [`${what}, half within (ms)`]: half,
    [`${what}, 99 of 100 within (ms)`]: ninetyNine,
    [`${what}, processor time (ms)`]: cpu,
  };
}

export async function benchLedger(world: LogWorld): Promise<BenchResult> {
  const { dataDir, policyFile, entries, published, verifier, vkey } = world;
  const receiptsFile = path.join(dataDir, 'receipts.ndjson');
  const piece = (name: PieceSettings['piece']) => {
    const count = name === 'proofs' ? PROOFS : RECEIPTS;
    const settings = { piece: name, dataDir, policyFile, receiptsFile, count };
    return runPiece<OneByOne>('ledger-pieces.ts', settings);
  };
  const proofs = await piece('proofs');
  const made = await piece('makeReceipts');
  const verified = await piece('verifyReceipts');
  const fsck = await runAlone([verifier, 'fsck', published, '--vkey', vkey, '--json']);
  const { valid, size } = JSON.parse(fsck.said) as { valid: boolean; size: string };
  if (!valid) throw new Error('fsck found a problem in a log that has none');
  return {
    name: `the ledger: a log of ${entries.toLocaleString('en')} entries`,
    figures: {
      'the log signed and published by the keeper at once (s)': world.publishingSeconds,
      ...figuresOf('a proof', proofs.found),
      ...figuresOf('a receipt made', made.found),
      ...figuresOf('a receipt verified', verified.found),
      'fsck, by the clock (entries/s)': Number(size) / fsck.seconds,
      'fsck, processor time (s)': fsck.cpuSeconds,
    },
    targets: [
      {
        what: 'a proof from tiles, milliseconds of a core',
        ...{ measured: proofs.found.cpu, wanted: 2, atMost: true },
      },
      {
        what: 'a receipt verified, milliseconds of a core',
        ...{ measured: verified.found.cpu, wanted: 1, atMost: true },
      },
      {
        what: 'fsck, entries per second of a core',
        ...{ measured: Number(size) / fsck.cpuSeconds, wanted: 100_000 },
      },
      memoryTarget('proofs', proofs.alone),
      memoryTarget('receipts verified', verified.alone),
      memoryTarget('fsck', fsck),
    ],
  };
}
