/** The signer of this deployment, where it runs in this process (DESIGN §8: one node signs). */
import { startKeeper, type KeeperOptions } from '../transparency/keeper';
import type { Keeper } from '../transparency/model';
import type { Runtime } from './model';

/**
 * undefined where SIGNER_DIR is `none`. Throws SignerTaken when another process signs with the
 * same folder; whatever else is wrong halts signing and is said by `ledger.standing()`.
 */
export function keepLedger(runtime: Runtime, options: KeeperOptions = {}): Keeper | undefined {
  const { env, clock, log, store, vault, commit, ledger } = runtime;
  if (env.signerDir === null) return undefined;
  return startKeeper(
    {
      store,
      vault,
      log,
      commit,
      board: ledger.board,
      ledgerDir: env.ledgerDir,
      signerDir: env.signerDir,
      nowMs: () => clock.now(),
    },
    { recheckMs: env.ledgerCheckMs, ...options },
  );
}
