/**
 * State rows of many, one behind the other as bytes (db/byte-run.ts): no object for any of them
 * (measured: bench audience).
 *
 *   place ' ' n ' ' how many bytes leader ' ' head ' ' seal ' ' and state ' ' have, then these four
 *
 * `place` is where the subject stood in the list that was asked; whoever is not there has no row.
 */
import type { StateWrite } from './append-port';
import { ByteRun } from './byte-run';

export class StateRun extends ByteRun {
  n = 0;
  leaderAt = 0;
  headAt = 0;
  sealAt = 0;
  stateAt = 0;

  /** Goes on to the next row; false after the last. Throws where it is not what was written. */
  next(): boolean {
    if (this.endsAt === this.bytes.length) return false;
    this.place = this.number();
    this.n = this.number();
    const leader = this.number();
    const head = this.number();
    const seal = this.number();
    const state = this.number();
    this.leaderAt = this.endsAt;
    this.headAt = this.leaderAt + leader;
    this.sealAt = this.headAt + head;
    this.stateAt = this.sealAt + seal;
    this.end(this.stateAt + state);
    return true;
  }

  /** The row of whoever stood at that place. */
  row(subject: string): StateWrite {
    const { bytes, n, leaderAt, headAt, sealAt, stateAt, endsAt } = this;
    return {
      ...{ subject, n },
      leader: bytes.toString('utf8', leaderAt, headAt),
      head: bytes.toString('utf8', headAt, sealAt),
      seal: bytes.subarray(sealAt, stateAt),
      state: bytes.subarray(stateAt, endsAt),
    };
  }
}

/** For whoever has rows; undefined: not there. */
export function writeStateRun(rows: readonly (StateWrite | undefined)[]): Buffer {
  return Buffer.concat(
    rows.flatMap((row, place) => {
      if (row === undefined) return [];
      const { leader, head, seal, state, n } = row;
      const parts = [Buffer.from(leader, 'utf8'), Buffer.from(head, 'utf8'), seal, state];
      const numbers = [place, n, ...parts.map(({ length }) => length)];
      return [Buffer.from(`${numbers.join(' ')} `, 'latin1'), ...parts];
    }),
  );
}
