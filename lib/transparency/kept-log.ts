/**
 * One log in the hands of its keeper (LEDGER "Order of steps" 2–4): sign, store, publish, each
 * step taken only when the one before it is durable, and each the same bytes when taken again.
 *
 * Crash points: before `signed` nothing happened; after it the record holds the note, and the next
 * start stores it; after `stored` it writes the tiles again; after `tiles` the checkpoint alone is
 * missing. INVARIANT: what is not in the signer's record is never stored, what is not stored is
 * never published.
 */
import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../db/port';
import { StorageError } from '../../db/problem';
import { equalBytes } from '../ledger/bytes';
import { LedgerHalted } from './halt';
import { collectProofNodes } from './proof-nodes';
import { noteOf, type Signer } from './signer';
import type { SignedRecord } from './signer-record';
import type { Tile, TileEdge } from './tile-edge';
import type { TileFiles } from './tile-files';
import { rootOfEdge, walkEntries, type WalkedEdge } from './walk';

export const STEPS = ['named', 'announced', 'signed', 'stored', 'tiles', 'published'] as const;
export type Step = (typeof STEPS)[number];
/** Called when a step is durable; what it throws ends the round there (tests of crashes). */
export type AfterStep = (step: Step, origin: string) => void;

export interface KeptLogParts {
  readonly store: Pick<Store, 'readLeaves' | 'putCheckpoint'>;
  readonly signer: Signer;
  readonly files: TileFiles;
  readonly firstSeq: number;
  readonly afterStep: AfterStep;
  readonly onPublished: () => void;
}
export interface KeptLogState {
  readonly record: SignedRecord;
  /** The right edge at the record's size, made of entry bytes alone. */
  readonly signed: WalkedEdge;
  /** Of the newest checkpoint in the database; 0 for none. */
  readonly storedSize: number;
  /** As the tile folder stands; size 0 when it has no checkpoint. */
  readonly published: { readonly edge: WalkedEdge; readonly tiles: TileEdge };
}

export class KeptLog {
  constructor(
    private readonly parts: KeptLogParts,
    private state: KeptLogState,
  ) {}

  get signedSize(): number {
    return this.state.signed.size;
  }

  get publishedSize(): number {
    return this.state.published.edge.size;
  }

  /** Signs and publishes a tree of `size` leaves; `headRoot` is what the database says its root is. */
  async advance(size: number, headRoot: Uint8Array | undefined): Promise<void> {
    const { signed, record } = this.state;
    if (size < signed.size) {
      throw new LedgerHalted(
        `${record.origin}: the database disagrees: it holds ${String(size)} entries, the signer's record ${String(signed.size)}`,
      );
    }
    if (size > signed.size) await this.sign(size, headRoot);
    else if (headRoot !== undefined && !equalBytes(rootOfEdge(signed), headRoot)) {
      throw new LedgerHalted(
        `${record.origin}: the database disagrees: its head has another root for the ${String(size)} entries that are signed`,
      );
    }
    if (this.state.record.line === '') return;
    await this.store();
    await this.publish();
  }

  private async sign(size: number, headRoot: Uint8Array | undefined): Promise<void> {
    const { store, firstSeq, signer, afterStep } = this.parts;
    const from = this.state.signed;
    const nodes = await collectProofNodes(from, size);
    const onLeaf = nodes.add.bind(nodes);
    const signed = await walkEntries({ store, firstSeq, from, to: size, onLeaf });
    const root = rootOfEdge(signed);
    if (headRoot !== undefined && !equalBytes(root, headRoot)) {
      const range = `${String(firstSeq + from.size)} to ${String(firstSeq + size - 1)}`;
      throw new LedgerHalted(
        `${signer.origin}: the database disagrees: its entries ${range} do not give the root of its head`,
      );
    }
    const record = await signer.sign(BigInt(from.size), await nodes.proof(), {
      size: BigInt(size),
      root,
    });
    this.state = { ...this.state, record, signed };
    afterStep('signed', signer.origin);
  }

  private async store(): Promise<void> {
    const { record, signed, storedSize } = this.state;
    if (storedSize === signed.size) return;
    const { origin, root, signedAtMs } = record;
    try {
      const row = { origin, size: signed.size, root, text: noteOf(record), signedAtMs };
      await this.parts.store.putCheckpoint(row);
    } catch (cause) {
      if (!(cause instanceof StorageError) || cause.code !== 'LOG_FORK') throw cause;
      throw new LedgerHalted(
        `${origin}: the database disagrees: it holds a checkpoint with another root for size ${String(signed.size)}`,
        { cause },
      );
    }
    this.state = { ...this.state, storedSize: signed.size };
    this.parts.afterStep('stored', origin);
  }

  private async publish(): Promise<void> {
    const { record, signed, published } = this.state;
    if (published.edge.size === signed.size) return;
    const { store, firstSeq, files, afterStep, onPublished } = this.parts;
    const tiles = published.tiles.copy();
    const ready: Tile[] = [];
    const edge = await walkEntries({
      store,
      firstSeq,
      from: published.edge,
      to: signed.size,
      onLeaf: ({ entry, leafHash }) => tiles.add(entry, leafHash, (tile) => ready.push(tile)),
      pace: async () => {
        await files.write(ready.splice(0));
        await setImmediate();
      },
    });
    if (!equalBytes(rootOfEdge(edge), record.root)) {
      throw new LedgerHalted(
        `${record.origin}: the database disagrees: its entries changed after they were signed`,
      );
    }
    await files.write([...ready, ...tiles.partials()]);
    afterStep('tiles', record.origin);
    await files.writeCheckpoint(noteOf(record));
    this.state = { ...this.state, published: { edge, tiles } };
    onPublished();
    afterStep('published', record.origin);
  }
}
