/**
 * Asks the witnesses of the policy about a checkpoint, all at once, and keeps what they say
 * (LEDGER "Anchors"). One that fails is left alone for a while, longer each time; whatever they do,
 * nothing that people say waits for them.
 */
import type { CheckpointRow, Store } from '../../db/port';
import { utf8 } from '../ledger/bytes';
import type { Log } from '../log';
import { askWitness, type AskParts } from './ask-witness';
import type { AskedWitness } from './witness-policy';

export interface WitnessesParts extends Pick<AskParts, 'consistency'> {
  readonly store: Pick<Store, 'anchorsOf' | 'addAnchor'>;
  readonly log: Log;
  readonly witnesses: readonly AskedWitness[];
}

interface Trouble {
  readonly why: string;
  /** Somebody must look: it will not pass by itself. */
  readonly disagrees: boolean;
  readonly failures: number;
  /** Of `performance.now()`. */
  readonly restUntilMs: number;
}

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

export class Witnesses {
  /** By `origin name`: what it cosigned last. */
  private readonly sizes = new Map<string, number>();
  private readonly troubles = new Map<string, Trouble>();

  constructor(private readonly parts: WitnessesParts) {}

  /** By name; one that disagrees comes first. */
  trouble(): readonly {
    readonly name: string;
    readonly why: string;
    readonly disagrees: boolean;
  }[] {
    return [...this.troubles]
      .map(([name, { why, disagrees }]) => ({ name, why, disagrees }))
      .sort((a, b) => Number(b.disagrees) - Number(a.disagrees));
  }

  /** Every witness did. */
  cosigned({ origin, size }: Pick<CheckpointRow, 'origin' | 'size'>): boolean {
    return this.parts.witnesses.every(({ name }) => this.sizes.get(`${origin} ${name}`) === size);
  }

  /** `patient`: those that rest are left alone. Answers how many lines are new. */
  async ask(row: CheckpointRow, signal: AbortSignal, patient = true): Promise<number> {
    const now = performance.now();
    const asked = this.parts.witnesses.filter(
      ({ name }) => !patient || (this.troubles.get(name)?.restUntilMs ?? 0) <= now,
    );
    const added = await Promise.all(asked.map((witness) => this.askOne(witness, row, signal)));
    return added.filter(Boolean).length;
  }

  private async askOne(
    witness: AskedWitness,
    row: CheckpointRow,
    signal: AbortSignal,
  ): Promise<boolean> {
    const known = await this.sizeAt(row.origin, witness.name);
    if (known >= row.size) return false;
    const parts = { consistency: this.parts.consistency, signal };
    const outcome = await askWitness(parts, witness, row, BigInt(known));
    if (signal.aborted) return false;
    if (outcome.kind !== 'cosigned') {
      this.remember(witness.name, outcome.why, outcome.kind === 'disagrees');
      return false;
    }
    await this.parts.store.addAnchor({
      id: `witness ${row.origin} ${String(row.size)} ${witness.name}`,
      origin: row.origin,
      size: row.size,
      kind: 'witness',
      atMs: Number(outcome.seconds) * 1000,
      data: utf8(outcome.line),
      detail: witness.name,
    });
    this.sizes.set(`${row.origin} ${witness.name}`, row.size);
    if (this.troubles.delete(witness.name)) {
      this.parts.log.info({ witness: witness.name }, 'the witness cosigns again');
    }
    return true;
  }

  private async sizeAt(origin: string, name: string): Promise<number> {
    const at = `${origin} ${name}`;
    const known = this.sizes.get(at);
    if (known !== undefined) return known;
    const page = { fromSize: 0, limit: 1, kind: 'witness', detail: name, order: 'newest' } as const;
    const [newest] = await this.parts.store.anchorsOf(origin, page);
    const size = newest?.size ?? 0;
    this.sizes.set(at, size);
    return size;
  }

  private remember(name: string, why: string, disagrees: boolean): void {
    const before = this.troubles.get(name);
    const failures = (before?.failures ?? 0) + 1;
    const restMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(failures - 1, 10));
    const restUntilMs = performance.now() + restMs;
    this.troubles.set(name, { why, disagrees, failures, restUntilMs });
    if (before?.why === why) return;
    if (disagrees) this.parts.log.error({ witness: name, why }, 'A WITNESS SAW ANOTHER TREE');
    else this.parts.log.warn({ witness: name, why }, 'a witness did not cosign');
  }
}
