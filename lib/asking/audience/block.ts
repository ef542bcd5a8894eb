/**
 * People of an audience who are judged together: all that is known of each lies as bytes in rooms
 * that are used again, so that nobody is an object that whoever collects garbage meets
 * (measured: bench audience).
 */
import { SUBJECT_BYTES } from '../../../db/audience-marks';
import { HANDLE_BYTES } from '../../identity/handles';
import type { Subject } from '../../record/subjects';
import type { AskedSubject } from '../model';
import type { Names } from './near-together';

/** So many touch nearly every page of an index of a million, one after the other: 7 MB. */
export const MOST = 65_536;
const FIRST = 1_024;
const NAME_BYTES = 16;
const HANDLE_BEGINS = 'h1_'.length;
const SUBJECT_BEGINS = 'sub_'.length;

/** The refusal that somebody erased has left. */
export type Refusal = Pick<Subject, 'state' | 'broken'>;

/** Whose a handle is: nobody's this system has shown us, somebody's, or of somebody erased. */
export const [NOBODY, SOMEBODY, ERASED] = [0, 1, 2] as const;

export class Block {
  count = 0;
  handles: Buffer = Buffer.allocUnsafe(FIRST * HANDLE_BYTES);
  subjects: Buffer = Buffer.allocUnsafe(FIRST * SUBJECT_BYTES);
  /** What they were named by, as it is handed back: one behind the other. */
  names: Buffer = Buffer.allocUnsafe(FIRST * NAME_BYTES);
  #nameEnds = new Uint32Array(FIRST);
  whose = new Uint8Array(FIRST);
  byHandle = new Uint8Array(FIRST);
  /** By their places. */
  readonly refusals = new Map<number, Refusal>();
  /** How test people were named; of others nothing. */
  readonly asked: AskedSubject[] = [];

  /** Where the handle of whoever comes next is laid down; INVARIANT: asked before `handles` is taken, which it may replace. */
  nextHandle(): number {
    if (this.count === this.whose.length) this.#grow();
    return this.count * HANDLE_BYTES;
  }

  /** They whose handle was laid down are one of the block. */
  add(name: Uint8Array, from: number, to: number, byHandle: boolean): void {
    const place = this.count;
    const begin = this.nameAt(place);
    const end = begin + to - from;
    if (end > this.names.length) this.names = larger(this.names, 2 * end);
    for (let at = from; at < to; at += 1) this.names[begin + at - from] = name[at] ?? 0;
    this.#nameEnds[place] = end;
    this.whose[place] = NOBODY;
    this.byHandle[place] = byHandle ? 1 : 0;
    this.count = place + 1;
  }

  nameAt(place: number): number {
    return place === 0 ? 0 : (this.#nameEnds[place - 1] ?? 0);
  }

  /** Places of those whose handle is such a one's. */
  placesOf(whose: number): Uint32Array {
    const places = new Uint32Array(this.count);
    let found = 0;
    for (let place = 0; place < this.count; place += 1) {
      if (this.whose[place] !== whose) continue;
      places[found] = place;
      found += 1;
    }
    return places.subarray(0, found);
  }

  handleNames(): Names {
    return { bytes: this.handles, each: HANDLE_BYTES, begins: HANDLE_BEGINS };
  }

  subjectNames(): Names {
    return { bytes: this.subjects, each: SUBJECT_BYTES, begins: SUBJECT_BEGINS };
  }

  handle(place: number): string {
    return this.handles.toString('latin1', place * HANDLE_BYTES, (place + 1) * HANDLE_BYTES);
  }

  subject(place: number): string {
    return this.subjects.toString('latin1', place * SUBJECT_BYTES, (place + 1) * SUBJECT_BYTES);
  }

  clear(): void {
    this.count = 0;
    this.refusals.clear();
    this.asked.length = 0;
  }

  #grow(): void {
    const room = 2 * this.whose.length;
    this.handles = larger(this.handles, room * HANDLE_BYTES);
    this.subjects = larger(this.subjects, room * SUBJECT_BYTES);
    const [ends, whose, byHandle] = [this.#nameEnds, this.whose, this.byHandle];
    this.#nameEnds = new Uint32Array(room);
    this.#nameEnds.set(ends);
    this.whose = new Uint8Array(room);
    this.whose.set(whose);
    this.byHandle = new Uint8Array(room);
    this.byHandle.set(byHandle);
  }
}

function larger(bytes: Buffer, length: number): Buffer {
  const room = Buffer.allocUnsafeSlow(length);
  bytes.copy(room);
  return room;
}
