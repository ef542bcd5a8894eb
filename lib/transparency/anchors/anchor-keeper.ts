/**
 * Keeps the marks outside, beside the keeper that signs (LEDGER "Order of steps" 5): each kind by
 * itself, so that one that hangs holds up no other, and none of them holds up signing, publishing
 * or what people say. What is wrong stands on the board until it is right again.
 */
import { Naps } from '../naps';
import type { Anchoring, AnchorParts } from './anchor-model';

export interface AnchorKeeper {
  /** Looks once at every kind, without regard to rests. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}
export type AnchorKeeperParts = Omit<AnchorParts, 'signal'>;
type Open = (parts: AnchorParts) => readonly Anchoring[];

class Loops implements AnchorKeeper {
  private readonly naps = new Naps();
  private readonly ending = new AbortController();
  private readonly kinds: readonly Anchoring[];
  private running: readonly Promise<void>[] = [];

  constructor(
    private readonly parts: AnchorKeeperParts,
    open: Open,
  ) {
    this.kinds = open({ ...parts, signal: this.ending.signal });
  }

  begin(): void {
    this.running = this.kinds.map((kind) => this.keep(kind));
  }

  async settle(): Promise<void> {
    for (const kind of this.kinds) await this.look(kind, false);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.naps.finish();
    await Promise.all(this.running);
  }

  private async keep(kind: Anchoring): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.look(kind, true);
      await this.naps.take(kind.everyMs, false);
    }
  }

  private async look({ kind, look }: Anchoring, patient: boolean): Promise<void> {
    const { log } = this.parts;
    const { alarms } = this.parts.ledger.board;
    const why = await look(patient).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (this.ending.signal.aborted) return;
    const before = alarms.get(kind);
    if (why === undefined) {
      if (alarms.delete(kind)) log.info({ anchor: kind }, 'marks are kept outside again');
    } else if (why !== before) {
      alarms.set(kind, why);
      log.error({ anchor: kind, why }, 'MARKS OUTSIDE ARE MISSING: the ledger goes on by itself');
    }
  }
}

/** `byItself` false: only when `settle` is called. */
export function startAnchorKeeper(
  parts: AnchorKeeperParts,
  open: Open,
  byItself = true,
): AnchorKeeper {
  const loops = new Loops(parts, open);
  if (byItself) loops.begin();
  return loops;
}
