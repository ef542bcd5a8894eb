// Run by bench/ledger.ts in processes of their own: proofs made and receipts verified, one by one.
import { readFileSync, writeFileSync } from 'node:fs';
import { receiptOf } from '../lib/evidence/receipt';
import type { Receipt } from '../lib/evidence/receipt-model';
import { verifyReceipt } from '../lib/evidence/receipt-verify';
import type { Runtime } from '../lib/runtime/model';
import { openDeployment } from './log-world';
import { seeded } from './model';

export interface PieceSettings {
  readonly piece: keyof typeof PIECES;
  readonly dataDir: string;
  readonly policyFile: string;
  readonly receiptsFile: string;
  readonly count: number;
}
/** How long one took, in milliseconds. */
export interface OneByOne {
  readonly first: number;
  readonly half: number;
  readonly ninetyNine: number;
  /** Processor time of one, all threads. */
  readonly cpu: number;
}

/** The first one meets a process that has run nothing yet; a tenth before the count are not timed. */
async function oneByOne(count: number, work: (at: number) => unknown): Promise<OneByOne> {
  const firstMs = performance.now();
  await work(0);
  const first = performance.now() - firstMs;
  const warm = Math.ceil(count / 10);
  for (let at = 1; at <= warm; at += 1) await work(at);
  const tookMs: number[] = [];
  const before = process.cpuUsage();
  for (let at = warm + 1; at <= warm + count; at += 1) {
    const begunMs = performance.now();
    await work(at);
    tookMs.push(performance.now() - begunMs);
  }
  const { user, system } = process.cpuUsage(before);
  tookMs.sort((a, b) => a - b);
  const at = (share: number) => tookMs[Math.floor(count * share)] ?? Number.NaN;
  return { first, half: at(0.5), ninetyNine: at(0.99), cpu: (user + system) / 1_000 / count };
}

/** Places all over the log, the same in every run. */
function places(first: number, last: number): () => number {
  const random = seeded(7);
  return () => first + Math.floor(random() * (last - first + 1));
}

async function span(runtime: Runtime): Promise<() => number> {
  const { firstSeq, origin } = await runtime.store.head();
  const size = (await runtime.store.newestCheckpoint(origin))?.size ?? 0;
  return places(firstSeq, firstSeq + size - 1);
}

async function proofs({ dataDir, count }: PieceSettings): Promise<OneByOne> {
  return openDeployment(dataDir, async (runtime) => {
    const next = await span(runtime);
    return oneByOne(count, async () => {
      if ((await runtime.ledger.proofOf(next())) === undefined) throw new Error('no proof');
    });
  });
}

async function makeReceipts({ dataDir, count, receiptsFile }: PieceSettings): Promise<OneByOne> {
  return openDeployment(dataDir, async (runtime) => {
    const next = await span(runtime);
    const texts: string[] = [];
    const took = await oneByOne(count, async () => {
      let receipt: Receipt | undefined;
      // An announcement has none.
      while (receipt === undefined) {
        const page = { order: 'oldest', afterSeq: next(), limit: 1 } as const;
        const [stored] = await runtime.store.searchLog(page);
        receipt = stored && (await receiptOf(runtime, stored, { withPersonal: true }));
      }
      texts.push(JSON.stringify(receipt));
    });
    writeFileSync(receiptsFile, texts.join('\n'));
    return took;
  });
}

async function verifyReceipts(settings: PieceSettings): Promise<OneByOne> {
  const { count, receiptsFile, policyFile } = settings;
  const policy = readFileSync(policyFile, 'utf8');
  const texts = readFileSync(receiptsFile, 'utf8').split('\n');
  return oneByOne(count, (at) => {
    const verdict = verifyReceipt(JSON.parse(texts[at] ?? ''), policy);
    if (!verdict.ok) throw new Error(`${verdict.step}: ${verdict.why}`);
  });
}

const PIECES = { proofs, makeReceipts, verifyReceipts };

const settings = JSON.parse(process.argv[2] ?? '') as PieceSettings;
console.log(JSON.stringify(await PIECES[settings.piece](settings)));
