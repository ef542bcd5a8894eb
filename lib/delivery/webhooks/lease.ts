/**
 * One process delivers at a time (a row of `jobs` with a lease): whoever holds it knows up to
 * where the outbox is queued. A process that is killed is followed by another when its lease ends.
 */
import type { JobRow } from '../../../db/port';
import { newId } from '../../ids';
import type { Runtime } from '../../runtime/model';

const ID = 'webhooks';
const KIND = 'webhooks';
export const LEASE_MS = 30_000;
const RENEW_MS = 20_000;

type LeaseRuntime = Pick<Runtime, 'store' | 'clock'>;

function placeIn({ state }: Pick<JobRow, 'state'>): number {
  if (state === null) return 0;
  return (JSON.parse(Buffer.from(state).toString('utf8')) as { seq: number }).seq;
}

/** Up to where the outbox is queued, whichever process does it; 0 where none ever did. */
export async function queuedTo({ store }: Pick<Runtime, 'store'>): Promise<number> {
  const row = await store.findJob(ID);
  return row === undefined ? 0 : placeIn(row);
}

export class Lease {
  private readonly worker = newId('wrk');
  private untilMs: number | undefined;
  /** Up to where the outbox is queued. */
  private place = 0;

  constructor(private readonly runtime: LeaseRuntime) {}

  get seq(): number {
    return this.place;
  }

  /** What is left of it; 0 where it is another's. */
  get leftMs(): number {
    return this.untilMs === undefined ? 0 : this.untilMs - this.runtime.clock.now();
  }

  /** Taken or kept; false: another process delivers. `fromSeq`: nobody is to be told of what was before. */
  async hold(fromSeq: number): Promise<boolean> {
    if (this.leftMs > RENEW_MS) return true;
    const held = this.untilMs !== undefined && (await this.save(this.place, LEASE_MS));
    if (!held && !(await this.claim())) return false;
    if (this.place < fromSeq) return this.moveTo(fromSeq);
    return true;
  }

  /** False: it was lost, and nothing was written. */
  moveTo(seq: number): Promise<boolean> {
    return this.save(seq, LEASE_MS);
  }

  /** So that another may go on at once. */
  async giveUp(): Promise<void> {
    if (this.untilMs !== undefined) await this.save(this.place, 0);
    this.untilMs = undefined;
  }

  private async save(seq: number, forMs: number): Promise<boolean> {
    const { store, clock } = this.runtime;
    const leaseUntilMs = clock.now() + forMs;
    const state = Buffer.from(JSON.stringify({ seq }), 'utf8');
    const progress = { done: 0, total: 0, state, leaseUntilMs };
    const saved = await store.saveProgress(ID, this.worker, progress);
    this.untilMs = saved ? leaseUntilMs : undefined;
    if (saved) this.place = seq;
    return saved;
  }

  private async claim(): Promise<boolean> {
    const { store, clock } = this.runtime;
    await this.mustExist();
    const nowMs = clock.now();
    const claim = { kinds: [KIND], worker: this.worker, leaseMs: LEASE_MS, nowMs };
    const row = await store.claimJob(claim);
    if (row === undefined) return false;
    this.place = placeIn(row);
    this.untilMs = nowMs + LEASE_MS;
    return true;
  }

  private async mustExist(): Promise<void> {
    const { store, clock } = this.runtime;
    if ((await store.findJob(ID)) !== undefined) return;
    const row: JobRow = {
      ...{ id: ID, kind: KIND, ownedBy: 'deployment', sealed: new Uint8Array(), status: 'waiting' },
      ...{ done: 0, total: 0, state: null, result: null, problem: null, worker: null },
      ...{ createdAtMs: clock.now(), leaseUntilMs: null, endedAtMs: null },
    };
    try {
      await store.putJob(row);
    } catch (error) {
      // Two that start together: the other's row is as good.
      if ((await store.findJob(ID)) === undefined) throw error;
    }
  }
}
