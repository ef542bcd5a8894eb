/**
 * How long what is held may be permitted from (API.md "SDK: permits are leases"). A lease runs
 * from `asOf`, the server's reading of its primary, and ends after `maxStalenessMs` by the steady
 * clock or by the wall clock, whichever says so first: a host that was suspended expires too.
 *
 * The server's clock is told from ours by bounds: `asOf` of a stream's first beat was read after
 * the request was sent (so the difference is at most `most`), any `asOf` was read before it came
 * (at least `least`). Whatever is asked of the time is answered by the bound that permits less.
 */
import type { Clock } from './clock';

/** A wall clock may be set by so much, a server's clock may run ahead by so much. */
const TOLERANCE_MS = 1000;
/**
 * For so long by the wall clock, which is read for each answer, the steady clock is taken to have
 * gone as far: reading both costs as much as the rest of an answer (measured: bench/sdk.ts).
 */
const TOGETHER_MS = 20;
/** The wall clock tells whole milliseconds: by so much what is taken may be wrong. */
const WHOLE_MS = 1;

export type Expiry =
  /** The wall clock says otherwise than the steady one: the host slept, or its clock was set. */
  | 'suspended'
  /** The server's clock was set: it goes back, or ahead of what can be. */
  | 'clock'
  /** Beats come, but the server has not read its database since. */
  | 'primary_unread'
  /** Nothing has come. */
  | 'silent';

let leases = 0;

export class Lease {
  private most = Infinity;
  private least = -Infinity;
  /** The lower and the higher of the two: where they disagree, both are wrong by as much. */
  private lower = -Infinity;
  private higher = Infinity;
  private asOf = -Infinity;
  private skew = 0;
  /** Why this conversation cannot be told the time by any more. */
  private broken: 'clock' | 'suspended' | undefined;
  private receivedWall = 0;
  private heardSteady = -Infinity;
  private goodUntilSteady = -Infinity;
  private goodUntilWall = -Infinity;
  private nowSteady = 0;
  private nowWall = 0;
  /** When both clocks were read last. */
  private bothSteady = 0;
  private bothWall = Infinity;
  private roundMs = 0;
  /** Another number for every lease there ever was in this process. */
  number = 0;

  constructor(
    private readonly clock: Clock,
    private readonly maxStalenessMs: number,
  ) {}

  /** A new conversation, perhaps with another server: its clock is not known yet. */
  connect(sentSteady: number): (asOf: number) => void {
    let first = true;
    const skew = this.clock.wall() - this.clock.steady();
    return (asOf) => {
      if (first) {
        first = false;
        this.most = asOf - sentSteady;
        this.least = -Infinity;
        this.broken = undefined;
        this.asOf = -Infinity;
        this.skew = skew;
      }
      this.hear(asOf);
    };
  }

  private hear(asOf: number): void {
    const steady = this.clock.steady();
    this.heardSteady = steady;
    this.least = Math.max(this.least, asOf - steady);
    this.lower = Math.min(this.least, this.most);
    this.higher = Math.max(this.least, this.most);
    const wall = this.clock.wall();
    // What was on its way while the host slept says nothing about now.
    if (Math.abs(wall - steady - this.skew) > TOLERANCE_MS) this.broken = 'suspended';
    if (asOf < this.asOf || this.least > this.most + TOLERANCE_MS) this.broken ??= 'clock';
    if (this.broken !== undefined) this.goodUntilSteady = -Infinity;
    if (asOf <= this.asOf) return;
    this.asOf = asOf;
    this.receivedWall = wall;
    const left = Math.min(asOf - this.most, steady) + this.maxStalenessMs - steady;
    if (this.broken === undefined) this.goodUntilSteady = steady + left;
    this.goodUntilWall = this.receivedWall + left;
    leases += 1;
    this.number = leases;
  }

  /** Undefined while permits may be given. What is asked next is about this very moment. */
  expiry(): Expiry | undefined {
    const wall = this.clock.wall();
    this.nowWall = wall;
    const passed = wall - this.bothWall;
    if (passed >= 0 && passed < TOGETHER_MS) {
      this.nowSteady = this.bothSteady + passed;
      this.roundMs = WHOLE_MS;
      if (this.isGood(this.nowSteady + WHOLE_MS, wall)) return undefined;
    }
    const steady = this.clock.steady();
    this.nowSteady = steady;
    this.bothSteady = steady;
    this.bothWall = wall;
    this.roundMs = 0;
    return this.isGood(steady, wall) ? undefined : this.whyNot(steady);
  }

  private isGood(steady: number, wall: number): boolean {
    const before = steady < this.goodUntilSteady && wall < this.goodUntilWall;
    return before && wall >= this.receivedWall - TOLERANCE_MS;
  }

  private whyNot(steady: number): Expiry {
    if (this.broken !== undefined) return this.broken;
    if (steady < this.goodUntilSteady) return 'suspended';
    return steady - this.heardSteady < this.maxStalenessMs / 2 ? 'primary_unread' : 'silent';
  }

  /** This conversation cannot be told the time by any more: begin another. */
  get isBroken(): boolean {
    return this.broken !== undefined;
  }
  /** It took so long to begin that the server's clock is not known well enough. */
  get isVague(): boolean {
    return this.most - this.least > this.maxStalenessMs / 2;
  }

  /** By the server's clock, the earliest and the latest it can be. */
  get earliest(): number {
    return this.nowSteady - this.roundMs + this.lower;
  }
  get latest(): number {
    return this.nowSteady + this.roundMs + this.higher;
  }

  /** Whether everything acknowledged before that moment of our steady clock is held. */
  covers(steady: number): boolean {
    return this.asOf >= steady + this.higher;
  }

  /** The end of the lease by our own wall clock. */
  get endsAtWall(): number {
    return this.goodUntilWall;
  }
  /** Of what holds without a lease, by our own wall clock. */
  get endsAtWallOtherwise(): number {
    return this.nowWall + this.maxStalenessMs;
  }
  /** Milliseconds of the lease that are left. */
  get leftMs(): number {
    return this.goodUntilSteady - this.nowSteady;
  }
}
