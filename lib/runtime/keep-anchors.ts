/** The marks outside that this deployment was told to keep, in the process that signs. */
import { readFile } from 'node:fs/promises';
import { startAnchorKeeper, type AnchorKeeper } from '../transparency/anchors/anchor-keeper';
import type { AnchorParts } from '../transparency/anchors/anchor-model';
import type { Authority } from '../transparency/anchors/ask-time-stamp';
import { readCertificates } from '../transparency/anchors/certificate-chain';
import { createCopies } from '../transparency/anchors/copies';
import { createCosignatures } from '../transparency/anchors/cosignatures';
import { createTimeStamps } from '../transparency/anchors/time-stamps';
import type { TimeStampSettings } from '../env';
import type { Keeper } from '../transparency/model';
import type { Runtime } from './model';

async function openAuthority({ url, certFile, policy }: TimeStampSettings): Promise<Authority> {
  const trusted = readCertificates(await readFile(certFile, 'utf8'));
  return { url, trusted, ...(policy !== undefined && { policy }) };
}

/** undefined where none are configured. Stop it before the keeper. */
export function keepAnchors(
  { env, store, ledger, log, clock }: Runtime,
  keeper: Keeper,
  byItself = true,
): AnchorKeeper | undefined {
  const { timeStamps, anchorDir } = env;
  const watched = ledger.witnesses.witnesses.length > 0;
  if (!watched && timeStamps === undefined && anchorDir === undefined) return undefined;
  const open = (parts: AnchorParts) => [
    ...(watched ? [createCosignatures(parts)] : []),
    ...(timeStamps === undefined
      ? []
      : [
          createTimeStamps(parts, {
            authority: () => openAuthority(timeStamps),
            everyMs: timeStamps.everyMs,
          }),
        ]),
    ...(anchorDir === undefined ? [] : [createCopies(parts, anchorDir)]),
  ];
  const republish: Keeper['republish'] = (origin, note) => keeper.republish(origin, note);
  const nowMs = () => clock.now();
  return startAnchorKeeper({ store, ledger, log, nowMs, republish }, open, byItself);
}
