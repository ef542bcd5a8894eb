// Marks outside: how far each kind that was asked for reaches, and whether its certificate reads.
import { readFile } from 'node:fs/promises';
import type { Runtime } from '../../lib/runtime/model';
import { readCertificates } from '../../lib/transparency/anchors/certificate-chain';
import { largestCopy } from '../../lib/transparency/anchors/write-once';
import { ill, well, type Finding } from './finding';

const NAMES = {
  witness: 'witnesses',
  rfc3161: 'time stamps',
  'write-once': 'copies',
} as const;
const MEND = 'docs/operations.md, “Marks kept outside”; the server’s log says what failed last';

/** What only this machine can see of a kind; undefined when it is right. */
async function fault(
  { env, store }: Runtime,
  kind: keyof typeof NAMES,
): Promise<string | undefined> {
  try {
    if (kind === 'rfc3161' && env.timeStamps !== undefined) {
      readCertificates(await readFile(env.timeStamps.certFile, 'utf8'));
    }
    if (kind === 'write-once' && env.anchorDir !== undefined) {
      const { origin } = await store.head();
      const signed = (await store.newestCheckpoint(origin))?.size ?? 0;
      const largest = await largestCopy(env.anchorDir, origin);
      if (largest > signed) {
        return `${env.anchorDir} holds ${String(largest)} entries of ${origin}, here ${String(signed)} are signed`;
      }
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Nothing where none are configured. */
export async function checkAnchors(runtime: Runtime): Promise<Finding[]> {
  const { anchors, signedSize } = await runtime.ledger.standing();
  const findings = [];
  for (const { kind, size, atMs, late } of anchors) {
    const why = await fault(runtime, kind);
    const since = atMs === null ? 'none yet' : `the last ${new Date(atMs).toISOString()}`;
    const said = `${String(size)} of ${String(signedSize)} signed entries, ${since}`;
    if (why !== undefined) findings.push(ill(NAMES[kind], why, MEND));
    else if (late) findings.push(ill(NAMES[kind], said, MEND));
    else findings.push(well(NAMES[kind], said));
  }
  return findings;
}
