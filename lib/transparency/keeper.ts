/**
 * The keeper: one process that signs and publishes (LEDGER "Signer", "Order of steps"). It looks
 * when this process committed something, and often enough otherwise that a checkpoint covers every
 * write within a second; several commits share one. Where it cannot vouch for what it sees it halts:
 * nothing more is signed until someone looked, while choices and decisions go on.
 */
import { LedgerHalted } from './halt';
import { KeeperRounds, type RoundParts } from './keeper-rounds';
import type { Keeper } from './model';
import { Naps } from './naps';
import { takeSignerLock } from './signer-lock';

/** Between two checkpoints: what is committed meanwhile shares the next one. */
const GAP_MS = 500;
/** Other processes write too, and wake nobody here. */
const POLL_MS = 250;
const BACKOFF_MS = 5_000;
/** After each page of a check of everything. */
const CHECK_PAUSE_MS = 20;

export type KeeperParts = Omit<RoundParts, 'afterStep' | 'writing'>;
export interface KeeperOptions extends Partial<Pick<RoundParts, 'afterStep' | 'writing'>> {
  /** Between two checks of everything; 0, the default, for never. */
  readonly recheckMs?: number;
  /** False: only when `settle` is called (tests that end the process between two steps). */
  readonly byItself?: boolean;
}

class Loop implements Keeper {
  private readonly naps = new Naps();
  private readonly running: Promise<unknown>[] = [];
  private stopped = false;
  private woken = false;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly parts: RoundParts,
    private readonly rounds: KeeperRounds,
    private readonly release: () => void,
  ) {}

  begin(byItself: boolean, recheckMs: number): void {
    const { board } = this.parts;
    board.signing = { state: 'signing' };
    if (!byItself) return;
    board.onCommitted(() => this.wake());
    this.running.push(this.keepSigning());
    if (recheckMs > 0) this.running.push(this.keepChecking(recheckMs));
  }

  wake(): void {
    this.woken = true;
    this.naps.wake();
  }

  settle(): Promise<void> {
    return this.inTurn(() => this.rounds.round());
  }

  republish(origin: string, note: string): Promise<void> {
    return this.inTurn(() => this.rounds.republish(origin, note));
  }

  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    this.parts.board.onCommitted(undefined);
    this.naps.finish();
    await Promise.all(this.running);
    await this.turn;
    this.parts.board.signing = undefined;
    this.release();
  }

  private get ended(): boolean {
    return this.stopped || this.parts.board.signing?.state === 'halted';
  }

  /** One thing at a time writes record and tiles. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(() => this.orHalt(work));
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async orHalt<T>(work: () => Promise<T>): Promise<T> {
    const { board, log } = this.parts;
    if (board.signing?.state === 'halted') throw new LedgerHalted(board.signing.why);
    try {
      return await work();
    } catch (error) {
      if (error instanceof LedgerHalted) {
        board.signing = { state: 'halted', why: error.message };
        log.error({ err: error }, 'THE LEDGER IS HALTED: nothing is signed any more');
      }
      throw error;
    }
  }

  private async keepSigning(): Promise<void> {
    while (!this.ended) {
      let restMs = GAP_MS;
      this.woken = false;
      try {
        await this.settle();
      } catch (error) {
        if (error instanceof LedgerHalted) return;
        this.parts.log.warn({ err: error }, 'a checkpoint could not be made yet');
        restMs = BACKOFF_MS;
      }
      await this.naps.take(restMs, false);
      if (!this.woken) await this.naps.take(POLL_MS, true);
    }
  }

  private async keepChecking(everyMs: number): Promise<void> {
    for (;;) {
      await this.naps.take(everyMs, false);
      if (this.ended) return;
      try {
        await this.orHalt(() => this.rounds.check(this.pace, (work) => this.inTurn(work)));
      } catch (error) {
        if (this.ended) return;
        this.parts.log.warn({ err: error }, 'the stored entries could not be checked');
      }
    }
  }

  private readonly pace = async (): Promise<void> => {
    await this.naps.take(CHECK_PAUSE_MS, false);
    if (this.stopped) throw new Error('the keeper stops');
  };
}

/**
 * Takes the folder, then begins in the background. Throws SignerTaken when another process holds
 * it; everything else that is wrong halts signing and is said by `standing()`.
 */
export function startKeeper(parts: KeeperParts, options: KeeperOptions = {}): Keeper {
  const { afterStep = () => undefined, writing = {}, recheckMs = 0, byItself = true } = options;
  const lock = takeSignerLock(parts.signerDir);
  const all = { ...parts, afterStep, writing };
  const loop = new Loop(all, new KeeperRounds(all), () => lock.release());
  loop.begin(byItself, recheckMs);
  return loop;
}
