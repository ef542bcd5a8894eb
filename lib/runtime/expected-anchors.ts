/** Which marks outside this deployment was told to keep; in every process, also where none are set. */
import type { Env } from '../env';
import type { ExpectedAnchor } from '../transparency/anchors/anchor-standing';
import type { WitnessPolicy } from '../transparency/witness-policy';

const LATE_MS = 60_000;

/** What should be there, and from when on its absence is worth a word. */
export function expectedAnchors(
  { timeStamps, anchorDir }: Pick<Env, 'timeStamps' | 'anchorDir'>,
  { witnesses }: WitnessPolicy,
): readonly ExpectedAnchor[] {
  return [
    ...(witnesses.length === 0 ? [] : [{ kind: 'witness' as const, lateMs: LATE_MS }]),
    ...(timeStamps === undefined
      ? []
      : [{ kind: 'rfc3161' as const, lateMs: 2 * timeStamps.everyMs }]),
    ...(anchorDir === undefined ? [] : [{ kind: 'write-once' as const, lateMs: LATE_MS }]),
  ];
}
