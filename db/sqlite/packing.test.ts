import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTRY_KINDS } from '../append-port';
import type { AppendResult, PreparedCommit } from '../port';
import { packGroup, packResults, unpackGroup, unpackResults } from './packing';

const text = fc.string();
const int = fc.maxSafeInteger();
const bytes = fc.uint8Array({ maxLength: 40 });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const few = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 });

const shape = {
  eventId: text,
  leaf: fc.record(
    { k: fc.constantFrom(...ENTRY_KINDS), b: text, p: text, d: text },
    { requiredKeys: ['k'] },
  ),
  body: orNull(fc.record({ json: text, opening: bytes })),
  personal: orNull(fc.record({ subject: text, n: orNull(int), sealed: bytes, random: bytes })),
  search: fc.record({
    type: text,
    by: text,
    surface: text,
    receivedAtMs: int,
    system: orNull(text),
    purposes: few(text),
  }),
  topic: orNull(text),
};
const event = fc.record(shape);
const { eventId, search, topic } = shape;
const unsealed = fc.record({
  ...{ eventId, search, topic },
  leaf: fc.record({ k: fc.constant('event' as const), p: text }),
  body: fc.record({ json: text, opening: bytes }),
  personal: fc.record({ subject: text, n: orNull(int), random: bytes }),
  unsealed: fc.record({ key: bytes, json: text }),
});
const commit: fc.Arbitrary<PreparedCommit> = fc.record(
  {
    expected: few(
      fc.record({ subject: text, n: int, seq: int }, { requiredKeys: ['subject', 'n'] }),
    ),
    idempotency: orNull(
      fc.record({ scope: text, key: text, payloadHash: text, answer: text, subject: orNull(text) }),
    ),
    events: few(fc.oneof(event, unsealed)),
    states: few(
      fc.record({ subject: text, leader: text, n: int, head: text, state: bytes, seal: bytes }),
    ),
    identifiers: few(
      fc.record({ handle: text, system: text, subject: text, sealed: orNull(bytes) }),
    ),
    rows: few(fc.record({ table: fc.constant('identifier-removed' as const), handle: text })),
    t: orNull(int),
    origin: text,
  },
  {
    requiredKeys: ['expected', 'idempotency', 'events', 'states', 'identifiers', 'rows', 't'],
  },
);

describe('a group on its way to the writer', () => {
  it('arrives as it was sent, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 5 }), (group) => {
        const packed = packGroup(group);
        const sent = structuredClone(packed, { transfer: [packed.bytes.buffer] });
        expect(unpackGroup(sent)).toEqual(group);
        expect(packed.bytes).toHaveLength(0);
      }),
    );
  });

  it('leaves the bytes of the sender where they are', () => {
    const slab = Buffer.from('secret of somebody else, then a seal');
    const seal = slab.subarray(-4);
    const state = { subject: 's', leader: 's', n: 1, head: 'p', state: seal, seal };
    const packed = packGroup([
      {
        expected: [],
        idempotency: null,
        events: [],
        states: [state],
        identifiers: [],
        rows: [],
        t: null,
      },
    ]);
    expect(Buffer.from(packed.bytes).toString()).toBe('sealseal');
    structuredClone(packed, { transfer: [packed.bytes.buffer] });
    expect(seal.toString()).toBe('seal');
  });
});

const result: fc.Arbitrary<AppendResult> = fc.oneof(
  fc.record({ ok: fc.constant(true as const), seqs: few(int), t: int }),
  fc.constant({ ok: false, reason: 'conflict' } as const),
  fc.record({
    ...{ ok: fc.constant(false as const), reason: fc.constant('replay' as const) },
    ...{ payloadHash: text, answer: text, seq: int },
  }),
);

describe('what became of a group on its way back', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(fc.array(result, { maxLength: 6 }), (results) => {
        expect(unpackResults(structuredClone(packResults(results)))).toEqual(results);
      }),
    );
  });
});
