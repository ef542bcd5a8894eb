// The signer: whether its record, the published checkpoint and the database tell one story, and
// whether a process signs. Looks beside a server that runs; signs nothing, writes nothing.
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Runtime } from '../../lib/runtime/model';
import { examineLog } from '../../lib/transparency/examine-log';
import { frozenOrigins } from '../../lib/transparency/frozen';
import { LedgerHalted, SignerTaken } from '../../lib/transparency/halt';
import { logNameOf } from '../../lib/transparency/log-name';
import { takeSignerLock } from '../../lib/transparency/signer-lock';
import { openRecords } from '../../lib/transparency/signer-record';
import { refuseStrangers } from '../../lib/transparency/strangers';
import { openTileFiles } from '../../lib/transparency/tile-files';
import { ill, well, type Finding } from './finding';
import { openToOthers } from './place';

const NAME = 'signing';
const LATE_MS = 10_000;
const MEND =
  'nothing is signed until it is cleared up: docs/operations.md, “When the ledger halts”';

function isThere(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false }) !== undefined;
}

/** A signer holds its folder for as long as it runs. */
function someoneSigns(signerDir: string): boolean {
  try {
    takeSignerLock(signerDir).release();
    return false;
  } catch (error) {
    if (error instanceof SignerTaken) return true;
    throw error;
  }
}

async function disagreement(runtime: Runtime, signerDir: string): Promise<string | undefined> {
  const { store, vault, env } = runtime;
  const records = openRecords(signerDir);
  try {
    const logs = await store.listLogs();
    const frozen = await frozenOrigins(signerDir);
    await refuseStrangers(records, env.ledgerDir, logs, frozen);
    for (const row of logs) {
      if (row.vkey === null || frozen.has(row.origin)) continue;
      const files = openTileFiles(path.join(env.ledgerDir, logNameOf(row.origin)));
      await examineLog({ store, vault, signerDir, records, files }, row);
    }
    return undefined;
  } catch (error) {
    if (error instanceof LedgerHalted) return error.message;
    throw error;
  }
}

export async function checkSigning(runtime: Runtime): Promise<Finding> {
  const { signerDir } = runtime.env;
  const { signedSize, headSize, lagMs } = await runtime.ledger.standing();
  const counted = `${String(signedSize)} of ${String(headSize)} entries are signed`;
  if (signerDir === null) return well(NAME, `${counted}; another process signs`);
  if (!isThere(signerDir)) {
    const begun = signedSize > 0;
    return begun
      ? ill(NAME, `${signerDir} is not there, though ${counted}`, MEND)
      : well(NAME, 'begins with the first start of the server');
  }
  if (openToOthers(signerDir)) {
    return ill(NAME, `${signerDir} is open to other users`, `chmod 700 ${signerDir}`);
  }
  const why = await disagreement(runtime, signerDir);
  if (why !== undefined) return ill(NAME, why, MEND);
  if (!someoneSigns(signerDir)) return well(NAME, `${counted}; the rest when the server runs`);
  if (lagMs <= LATE_MS) return well(NAME, `${counted}; a server signs`);
  return ill(NAME, `${counted}, though a server holds the key: it has halted`, MEND);
}
