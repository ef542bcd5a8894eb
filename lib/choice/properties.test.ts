import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, foldSubject } from './fold';
import {
  CELLS,
  handedIn,
  lateAllow,
  linkedHistory,
  looselyLinkedHistory,
  oneByOne,
  ownHistory,
  paint,
  plainlyRefusedByName,
  plainlySaid,
  restriction,
  saidAt,
  strangers,
  SUBJECTS,
} from './history.data';
import { activeLimits } from './limits';
import type { FoldEvent, SubjectState } from './model';
import { refusedByName } from './paint';
import { allow, deny, history, join, START_MS, stop, undo } from './sample.data';
import { requestSignalBinds, signalBinds } from './signals';
import { decodeState, encodeState } from './codec';
import { isUndoable } from './undo';

const RUNS = { numRuns: 200 };
const isDeny = (said: string | undefined) => said === 'refused' || said === 'withdrawn';

const sizeOf = ({ purposes, data }: ReturnType<typeof deny>): number =>
  purposes.length * data.length;

function next(events: readonly FoldEvent[], event: Omit<FoldEvent, 'eventId'>): FoldEvent {
  return { ...event, eventId: `e${events.length}` };
}

describe('the latest paint', () => {
  it('that covers a cell decides it', () => {
    fc.assert(
      fc.property(ownHistory, (events) => {
        const state = oneByOne(events);
        for (const cell of CELLS) expect(saidAt(state, cell)).toBe(plainlySaid(events, cell));
      }),
      RUNS,
    );
  });

  it('that names data is remembered under every sweep', () => {
    fc.assert(
      fc.property(ownHistory, (events) => {
        const state = oneByOne(events);
        for (const cell of CELLS) {
          expect(refusedByName(state, ...cell)).toBe(plainlyRefusedByName(events, cell));
        }
      }),
      RUNS,
    );
  });

  it('is still found when very many different sweeps came before', () => {
    // From wide to narrow, so that no newer sweep takes an older one's place: 73 of them.
    const subsets = (letter: string) =>
      [[1, 2], [1, 3], [2, 3], [1], [2], [3]].map((ones) => ones.map((one) => `${letter}${one}`));
    const channels = [['c1', 'c2'], ['c1'], ['later']];
    const named = subsets('p').flatMap((some) => subsets('d').map((data) => deny(some, '*', data)));
    const events = history([
      deny(['later'], '*', ['later']),
      ...named.sort((one, other) => sizeOf(other) - sizeOf(one)).slice(0, 20),
      allow(['p1', 'p2'], ['c1'], ['d1']),
      ...named.slice(20),
      allow(['p3'], ['c2'], ['d3']),
      ...channels.flatMap((some) => subsets('p').map((purposes) => deny(purposes, some, '*'))),
      allow(['p2'], ['c1', 'c2'], ['d1', 'd2']),
      ...channels.flatMap((some) => subsets('d').map((data) => deny('*', some, data))),
      allow(['p1'], ['c2'], ['d2']),
    ]);
    const state = oneByOne(events);
    for (const cell of CELLS) {
      expect(saidAt(state, cell)).toBe(plainlySaid(events, cell));
      expect(refusedByName(state, ...cell)).toBe(plainlyRefusedByName(events, cell));
    }
  });
});

describe('allow and deny', () => {
  it('a deny of * covers keys that are added later, whatever came before', () => {
    fc.assert(
      fc.property(ownHistory, (events) => {
        const state = applyEvent(oneByOne(events), next(events, { subject: 'me', body: stop() }));
        for (const cell of CELLS) expect(isDeny(saidAt(state, cell))).toBe(true);
      }),
      RUNS,
    );
  });

  it('an allow never covers what it did not name', () => {
    fc.assert(
      fc.property(ownHistory, paint, (events, body) => {
        fc.pre(body.type === 'allow');
        if (body.type !== 'allow') return;
        const before = oneByOne(events);
        const after = applyEvent(before, next(events, { subject: 'me', body }));
        for (const cell of CELLS) {
          const [purpose, channel, data] = cell;
          const named =
            body.purposes.includes(purpose) &&
            body.channels.includes(channel) &&
            (data === 'itself' || body.data.includes(data));
          expect(saidAt(after, cell)).toBe(named ? 'allow' : saidAt(before, cell));
        }
      }),
      RUNS,
    );
  });

  it('limits, pauses, switches off and signals never change a cell', () => {
    fc.assert(
      fc.property(ownHistory, restriction, (events, body) => {
        const before = oneByOne(events);
        const after = applyEvent(before, next(events, { subject: 'me', body }));
        for (const cell of CELLS) expect(saidAt(after, cell)).toBe(saidAt(before, cell));
        for (const key of before.touchpointsOff.keys())
          expect(after.touchpointsOff.has(key)).toBe(true);
        for (const purpose of ['p1', 'p2', 'p3']) {
          if (signalBinds(before, purpose)) expect(signalBinds(after, purpose)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe('a late allow', () => {
  it('never revives what was refused since it was given, and paints the rest', () => {
    fc.assert(
      fc.property(ownHistory, lateAllow, (events, late) => {
        const before = oneByOne(events);
        const event = handedIn(before, late, events.length);
        const after = applyEvent(before, event);
        const { givenAtMs } = event.body;
        const since = events.filter(({ body }) => body.receivedAtMs >= (givenAtMs ?? Infinity));
        for (const cell of CELLS) {
          if (plainlySaid(since, cell) !== undefined) {
            expect(saidAt(after, cell)).toBe(saidAt(before, cell));
          } else {
            expect(saidAt(after, cell)).toBe(plainlySaid([...events, event], cell));
          }
        }
      }),
      RUNS,
    );
  });

  it('skips also what was painted in the minute before, when it arrives more than a minute late', () => {
    const events = history([deny(['p1'], ['c1'], ['d1'])]);
    const state = oneByOne(events);
    const body = allow(['p1'], ['c1'], ['d1']);
    const arriving = (givenAtMs: number, receivedAtMs: number) => {
      const stepsAgoMs = receivedAtMs - givenAtMs;
      const event = handedIn(state, [body, 0, stepsAgoMs], (receivedAtMs - START_MS) / 1_000_000);
      return event.body.type === 'allow' ? event.body.notPainted : undefined;
    };
    expect(arriving(START_MS + 60_000, START_MS + 1_000_000)).toEqual(['p1 c1 d1']);
    expect(arriving(START_MS + 60_001, START_MS + 1_000_000)).toEqual([]);
    expect(arriving(START_MS + 1_000_000 - 60_000, START_MS + 1_000_000)).toEqual([]);
    expect(arriving(START_MS, START_MS + 60_000)).toEqual(['p1 c1 d1']);
    expect(arriving(START_MS + 1, START_MS + 60_000)).toEqual([]);
  });
});

describe('undo', () => {
  it('folds as if the event were absent', () => {
    fc.assert(
      fc.property(ownHistory, fc.nat(), (events, at) => {
        const index = at % Math.max(events.length, 1);
        const undone = events[index];
        // A signal leaves its device behind (fold.test.ts).
        fc.pre(undone !== undefined && undone.body.type !== 'signal');
        fc.pre(isUndoable(undone.body.type));
        if (undone === undefined) return;
        // Nor does a guardian's approval reach what an undo brings back (undo.ts; fold.test.ts).
        const later = events.slice(index + 1);
        fc.pre(!later.some(({ body }) => body.type === 'guardian' && body.act === 'approve'));
        const undoing = next(events, { subject: 'me', body: undo(), of: undone.eventId });
        const without = events.filter((event) => event !== undone);
        expect(foldSubject([...events, undoing], 'me')).toEqual(foldSubject(without, 'me'));
        const again = { ...undoing, eventId: 'again', of: undoing.eventId };
        expect(foldSubject([...events, undoing, again], 'me')).toEqual(foldSubject(events, 'me'));
      }),
      RUNS,
    );
  });

  it('of “stop everything” brings back exactly what was', () => {
    fc.assert(
      fc.property(ownHistory, (events) => {
        const stopped = [...events, next(events, { subject: 'me', body: stop() })];
        const undoing = { subject: 'me', body: undo(), of: `e${events.length}` };
        const back = foldSubject([...stopped, next(stopped, undoing)], 'me');
        expect(back).toEqual(foldSubject(events, 'me'));
      }),
      RUNS,
    );
  });
});

describe('replaying', () => {
  it('to any instant is the fold of what had happened by then, however it was folded', () => {
    fc.assert(
      fc.property(ownHistory, (events) => {
        let state = oneByOne([]);
        events.forEach((event, index) => {
          state = applyEvent(state, event);
          expect(foldSubject(events.slice(0, index + 1), 'me')).toEqual(state);
        });
      }),
      RUNS,
    );
  });

  it('leaves the events and every earlier state as they were', () => {
    fc.assert(
      fc.property(linkedHistory, (events) => {
        const text = JSON.stringify(events);
        const first = encodeState(foldSubject(events, 'me'));
        expect(encodeState(foldSubject(events, 'me'))).toEqual(first);
        expect(JSON.stringify(events)).toBe(text);
      }),
      RUNS,
    );
  });
});

/** Everything that stands in a state's way beside its cells holds in the other's, too. */
function expectAsStrict(after: SubjectState, before: SubjectState): void {
  for (const key of before.touchpointsOff.keys()) expect(after.touchpointsOff.has(key)).toBe(true);
  for (const key of before.techniquesOff.keys()) expect(after.techniquesOff.has(key)).toBe(true);
  for (const pause of before.pauses) {
    const held = after.pauses.some(
      (other) =>
        other.untilMs >= pause.untilMs &&
        (other.purposes === '*' || other.purposes.join() === String(pause.purposes)),
    );
    expect(held).toBe(true);
  }
  for (const purpose of ['p1', 'p2', 'p3']) {
    if (signalBinds(before, purpose)) expect(signalBinds(after, purpose)).toBe(true);
  }
  for (const { limit } of activeLimits(before, START_MS)) {
    const asStrict = after.limits.some(
      (other) =>
        other.limit.kind === limit.kind &&
        (other.limit.kind !== 'frequency' ||
          limit.kind !== 'frequency' ||
          other.limit.max <= limit.max) &&
        (other.limit.kind !== 'dataAge' ||
          limit.kind !== 'dataAge' ||
          other.limit.maxDays <= limit.maxDays),
    );
    expect(asStrict).toBe(true);
  }
}

describe('joining', () => {
  const joinedWith = fc.tuple(strangers, fc.boolean());

  it('weakens no painted deny, no pause, no limit, no switch and no signal of either side', () => {
    fc.assert(
      fc.property(joinedWith, ([lines, confirmed]) => {
        const before = history(lines);
        const after = history([...lines, { body: join(confirmed), of: 'card' }]);
        const sides = ['me', 'card'].map((subject) => foldSubject(before, subject));
        for (const subject of ['me', 'card']) {
          const joined = foldSubject(after, subject);
          for (const side of sides) {
            expectAsStrict(joined, side);
            for (const cell of CELLS) {
              if (isDeny(saidAt(side, cell))) expect(isDeny(saidAt(joined, cell))).toBe(true);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it('makes one state of a confirmed pair: allowed where one side allowed and neither refused', () => {
    fc.assert(
      fc.property(strangers, (lines) => {
        const before = history(lines);
        const after = history([...lines, { body: join(), of: 'card' }]);
        const [me, card] = [foldSubject(before, 'me'), foldSubject(before, 'card')];
        const joined = foldSubject(after, 'me');
        expect(foldSubject(after, 'card')).toEqual(joined);
        for (const cell of CELLS) {
          const said = [saidAt(me, cell), saidAt(card, cell)];
          const expected = said.some(isDeny) ? 'deny' : (said[0] ?? said[1]);
          const found = saidAt(joined, cell);
          expect(isDeny(found) ? 'deny' : found).toBe(expected);
          const named = refusedByName(me, ...cell) || refusedByName(card, ...cell);
          if (named) expect(refusedByName(joined, ...cell)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('lets no yes reach a subject over links that are unconfirmed', () => {
    fc.assert(
      fc.property(looselyLinkedHistory, (events) => {
        for (const subject of SUBJECTS) {
          const alone = foldSubject(
            events.filter((event) => event.subject === subject && event.of === undefined),
            subject,
          );
          const linked = foldSubject(events, subject);
          for (const cell of CELLS) {
            if (saidAt(linked, cell) === 'allow') expect(saidAt(alone, cell)).toBe('allow');
            if (isDeny(saidAt(alone, cell))) expect(isDeny(saidAt(linked, cell))).toBe(true);
          }
          expectAsStrict(linked, alone);
          for (const purpose of ['p1', 'p2', 'p3']) {
            if (!requestSignalBinds(linked, purpose))
              expect(requestSignalBinds(alone, purpose)).toBe(false);
          }
        }
      }),
      RUNS,
    );
  });

  it('and splitting leaves no allow with the one who did not give it', () => {
    fc.assert(
      fc.property(linkedHistory, (events) => {
        const parts = history([
          ...events.map(({ subject, body, of }) => ({
            who: subject,
            body,
            ...(of === undefined ? {} : { of }),
          })),
          ...SUBJECTS.flatMap((who) =>
            SUBJECTS.filter((of) => of !== who).map((of) => ({
              who,
              body: { type: 'split', by: 'person', surface: 'portal', receivedAtMs: 0 } as const,
              of,
            })),
          ),
        ]);
        for (const subject of SUBJECTS) {
          const own = parts.filter((event) => event.subject === subject && event.of === undefined);
          const alone = foldSubject(own, subject);
          const split = foldSubject(parts, subject);
          expect(split.unconfirmed).toBe(false);
          for (const cell of CELLS) {
            if (saidAt(split, cell) === 'allow') expect(saidAt(alone, cell)).toBe('allow');
            if (isDeny(saidAt(alone, cell))) expect(isDeny(saidAt(split, cell))).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it('gives every member of a group the same state, whoever joined whom first', () => {
    fc.assert(
      fc.property(strangers, fc.shuffledSubarray([0, 1, 2], { minLength: 2 }), (lines, order) => {
        const pairs = [
          { who: 'me', body: join(), of: 'card' },
          { who: 'card', body: join(), of: 'device' },
          { who: 'device', body: join(), of: 'me' },
        ];
        const events = history([...lines, ...order.flatMap((index) => pairs[index] ?? [])]);
        const [first, ...rest] = SUBJECTS.map((subject) => foldSubject(events, subject));
        for (const other of rest) expect(other).toEqual(first);
      }),
      RUNS,
    );
  });
});

describe('the bytes of a state', () => {
  const anyState = linkedHistory.map((events) => foldSubject(events, 'me'));

  it('give back exactly the state they were made of', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const bytes = encodeState(state);
        expect(decodeState(bytes)).toEqual(state);
        expect(encodeState(decodeState(bytes))).toEqual(bytes);
      }),
      RUNS,
    );
  });

  it('are the same for equal states, in whatever order they were put together', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const shuffled = {
          ...state,
          cells: new Map([...state.cells].reverse()),
          signals: new Map([...state.signals].reverse()),
          touchpointsOff: new Map([...state.touchpointsOff].reverse()),
        };
        expect(encodeState(shuffled)).toEqual(encodeState(state));
      }),
      RUNS,
    );
  });

  it('are refused when cut short or of another version', () => {
    const bytes = encodeState(oneByOne(history([allow(['p1'], ['c1'], ['d1']), stop()])));
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeState(bytes.slice(0, length))).toThrow();
    }
    const text = new TextDecoder().decode(bytes);
    for (const [from, to] of [
      ['"v":1', '"v":2'],
      ['"e":["e0","e1"]', '"e":["e0"]'],
      ['"o":2', '"o":"2"'],
    ] as const) {
      expect(text).toContain(from);
      expect(() => decodeState(new TextEncoder().encode(text.replace(from, to)))).toThrow();
    }
  });
});
