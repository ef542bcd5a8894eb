/**
 * A group of commits on its way to the writer's thread: one flat list of plain values and one
 * run of bytes that changes hands instead of being copied. As objects the same group takes both
 * threads three to six times as long to copy (measured: bench commit).
 *
 *   commit  expected… idempotency events… states… identifiers rows t origin
 *   …       a count, then that many; bytes are their length here and themselves in the run
 */
import type {
  AppendResult,
  ExpectedState,
  PreparedCommit,
  PreparedEvent,
  StateWrite,
  UnsealedEvent,
} from '../port';

export interface PackedGroup {
  readonly values: readonly unknown[];
  /** Owned by nobody else: its buffer is handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packGroup(group: readonly PreparedCommit[]): PackedGroup {
  const packer = new Packer();
  packer.values.push(group.length);
  for (const commit of group) packCommit(packer, commit);
  return packer.finish();
}

export function unpackGroup(packed: PackedGroup): PreparedCommit[] {
  const from = new Unpacker(packed);
  return from.list(() => unpackCommit(from));
}

/** What became of each: those that were written as a count, so many numbers and `t`, others as they are. */
export type PackedResults = readonly unknown[];

export function packResults(results: readonly AppendResult[]): PackedResults {
  const values: unknown[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.seqs.length, ...result.seqs, result.t);
    else values.push(result);
  }
  return values;
}

export function unpackResults(values: PackedResults): AppendResult[] {
  const results: AppendResult[] = [];
  for (let at = 0; at < values.length; at += 1) {
    const first = values[at];
    if (typeof first !== 'number') {
      results.push(first as AppendResult);
      continue;
    }
    const seqs = values.slice(at + 1, at + 1 + first) as number[];
    at += 1 + first;
    results.push({ ok: true, seqs, t: values[at] as number });
  }
  return results;
}

/**
 * INVARIANT: a field added to a commit must travel too. What is unpacked must name every field,
 * optional ones included, or it does not compile.
 */
type Whole<T> = {
  readonly [Key in keyof Required<T>]: (Key extends keyof T ? T[Key] : never) | undefined;
};

function packCommit(to: Packer, commit: PreparedCommit): void {
  const { expected, idempotency, events, states, identifiers, rows, t, origin } = commit;
  to.values.push(expected.length);
  for (const { subject, n, seq } of expected) to.values.push(subject, n, seq);
  to.values.push(idempotency, events.length);
  for (const event of events) {
    to.values.push('unsealed' in event);
    if ('unsealed' in event) packUnsealed(to, event);
    else packEvent(to, event);
  }
  to.values.push(states.length);
  for (const state of states) packState(to, state);
  to.values.push(identifiers, rows, t, origin);
}

function unpackCommit(from: Unpacker): PreparedCommit {
  const { origin, ...commit } = {
    expected: from.list(() => unpackExpected(from)),
    idempotency: from.value<PreparedCommit['idempotency']>(),
    events: from.list(() => (from.value() === true ? unpackUnsealed(from) : unpackEvent(from))),
    states: from.list(() => unpackState(from)),
    identifiers: from.value<PreparedCommit['identifiers']>(),
    rows: from.value<PreparedCommit['rows']>(),
    t: from.value<number | null>(),
    origin: from.value<string | undefined>(),
  } satisfies Whole<PreparedCommit>;
  return origin === undefined ? commit : { ...commit, origin };
}

function unpackExpected(from: Unpacker): ExpectedState {
  const { seq, ...expected } = {
    subject: from.value<string>(),
    n: from.value<number>(),
    seq: from.value<number | undefined>(),
  } satisfies Whole<ExpectedState>;
  return seq === undefined ? expected : { ...expected, seq };
}

type Search = PreparedEvent['search'];

function packSearch(to: Packer, search: Search): void {
  const { type, by, surface, receivedAtMs, system, purposes } = search;
  to.values.push(type, by, surface, receivedAtMs, system, purposes.length, ...purposes);
}

function unpackSearch(from: Unpacker): Search {
  return {
    type: from.value<string>(),
    by: from.value<string>(),
    surface: from.value<string>(),
    receivedAtMs: from.value<number>(),
    system: from.value<string | null>(),
    purposes: from.list(() => from.value<string>()),
  } satisfies Whole<Search>;
}

function packUnsealed(to: Packer, event: UnsealedEvent): void {
  const { eventId, leaf, body, personal, unsealed, search, topic } = event;
  to.values.push(eventId, leaf.k, leaf.p, topic, body.json, personal.subject, personal.n);
  to.values.push(unsealed.json);
  to.bytes(body.opening);
  to.bytes(personal.random);
  to.bytes(unsealed.key);
  packSearch(to, search);
}

function unpackUnsealed(from: Unpacker): UnsealedEvent {
  const [eventId, k, p, topic] = [
    from.value<string>(),
    from.value<'event'>(),
    from.value<string>(),
    from.value<string | null>(),
  ];
  const json = from.value<string>();
  const [subject, n] = [from.value<string>(), from.value<number | null>()];
  const personalJson = from.value<string>();
  return {
    eventId,
    leaf: { k, p },
    topic,
    body: { json, opening: from.bytes() },
    personal: { subject, n, random: from.bytes() },
    unsealed: { key: from.bytes(), json: personalJson },
    search: unpackSearch(from),
  } satisfies Whole<UnsealedEvent>;
}

function packEvent(to: Packer, event: PreparedEvent): void {
  const { eventId, leaf, body, personal, search, topic } = event;
  const { k, b, p, d } = leaf;
  to.values.push(eventId, k, b, p, d, topic);
  packSearch(to, search);
  to.values.push(body !== null);
  if (body !== null) {
    to.values.push(body.json);
    to.bytes(body.opening);
  }
  to.values.push(personal !== null);
  if (personal === null) return;
  to.values.push(personal.subject, personal.n);
  to.bytes(personal.sealed);
  to.bytes(personal.random);
}

function unpackEvent(from: Unpacker): PreparedEvent {
  const eventId = from.value<string>();
  const leaf = unpackLeaf(from);
  const topic = from.value<string | null>();
  const search = unpackSearch(from);
  const body = from.value() === true ? { json: from.value<string>(), opening: from.bytes() } : null;
  const personal =
    from.value() === true
      ? {
          subject: from.value<string>(),
          n: from.value<number | null>(),
          sealed: from.bytes(),
          random: from.bytes(),
        }
      : null;
  return { eventId, leaf, body, personal, search, topic };
}

type Leaf = PreparedEvent['leaf'];

function unpackLeaf(from: Unpacker): Leaf {
  const { k, b, p, d } = {
    k: from.value<Leaf['k']>(),
    b: from.value<string | undefined>(),
    p: from.value<string | undefined>(),
    d: from.value<string | undefined>(),
  } satisfies Whole<Leaf>;
  // Absent keys stay absent.
  if (b !== undefined && p !== undefined && d === undefined) return { k, b, p };
  return {
    k,
    ...(b !== undefined && { b }),
    ...(p !== undefined && { p }),
    ...(d !== undefined && { d }),
  };
}

function packState(to: Packer, write: StateWrite): void {
  const { subject, leader, n, head, state, seal } = write;
  to.values.push(subject, leader, n, head);
  to.bytes(state);
  to.bytes(seal);
}

function unpackState(from: Unpacker): StateWrite {
  return {
    subject: from.value(),
    leader: from.value(),
    n: from.value(),
    head: from.value(),
    state: from.bytes(),
    seal: from.bytes(),
  };
}

class Packer {
  readonly values: unknown[] = [];
  readonly #parts: Uint8Array[] = [];
  #sizeBytes = 0;

  bytes(part: Uint8Array): void {
    this.values.push(part.length);
    this.#parts.push(part);
    this.#sizeBytes += part.length;
  }

  finish(): PackedGroup {
    const bytes = new Uint8Array(this.#sizeBytes);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return { values: this.values, bytes };
  }
}

class Unpacker {
  #at = 0;
  #bytesAt = 0;

  constructor(private readonly packed: PackedGroup) {}

  /** What our own thread put there. */
  value<Value>(): Value {
    const value = this.packed.values[this.#at];
    this.#at += 1;
    return value as Value;
  }

  list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.value<number>(); left > 0; left -= 1) items.push(read());
    return items;
  }

  bytes(): Uint8Array {
    const from = this.#bytesAt;
    this.#bytesAt += this.value<number>();
    return this.packed.bytes.subarray(from, this.#bytesAt);
  }
}
