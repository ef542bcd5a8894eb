/**
 * What the parts of one process tell each other about the ledger: that something was committed,
 * that a checkpoint was published, and how signing stands. Nothing here is durable.
 */
import type { AnchorRow } from '../../db/port';
import { Naps } from './naps';

export interface Signing {
  readonly state: 'signing' | 'halted';
  /** Only when halted: one sentence for people. */
  readonly why?: string;
}

export class LedgerBoard {
  /** undefined in a process that only reads. */
  signing: Signing | undefined;
  /**
   * What is wrong, one sentence a kind; empty while all is well. `writing`: the newest change was
   * refused by the storage; `rolled-back`: somebody knows of a newer state; else marks kept outside.
   */
  readonly alarms = new Map<AnchorRow['kind'] | 'writing' | 'rolled-back', string>();
  private readonly readers = new Naps();
  private wake: (() => void) | undefined;

  /** The keeper's: called after each commit of this process. */
  onCommitted(wake: (() => void) | undefined): void {
    this.wake = wake;
  }

  committed(): void {
    this.wake?.();
  }

  published(): void {
    this.readers.wake();
  }

  /** Resolves at the next publication of this process, or after `ms`. */
  nextPublished(ms: number): Promise<void> {
    return this.readers.take(ms, true);
  }
}
