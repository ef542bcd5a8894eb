import { describe, expect, it } from 'vitest';
import { createHandles } from './handles';
import { Lookup } from './lookup';
import { People } from './people';
import type { Replica } from './replica';
import { Tallies } from './tallies';

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Somebody {
  readonly prefix: Uint32Array;
  readonly id: string;
  profile?: number;
  instants: readonly number[];
  mark: number;
  remembered: boolean;
}

/** Identifiers short and long, some the beginnings of others, of few characters. */
function everybody(count: number, next: (below: number) => number): readonly Somebody[] {
  const ids = new Set(['a', 'ab', 'ba', 'a\u0000', '\u00ff'.repeat(28)]);
  while (ids.size < count) {
    const length = next(3) === 0 ? 1 + next(28) : 13;
    const characters = Array.from({ length }, () => 0x61 + next(3));
    ids.add(String.fromCharCode(...characters));
  }
  // Of some the handles begin alike.
  const begins = [next(2 ** 32), next(2 ** 32)];
  return [...ids].map((id) => {
    const prefix = Uint32Array.from({ length: 4 }, () => next(2 ** 32));
    if (next(50) === 0) prefix.set(begins);
    return { prefix, id, instants: [], mark: 0, remembered: false };
  });
}

/** What is held of somebody, if it is not what was said. */
function wrongOf(people: People, one: Somebody): unknown {
  const slot = people.find(one.prefix);
  const held = slot >= 0;
  const named = people.named(one.id) === (one.remembered ? slot : -1);
  const alone = !held || people.named(`${one.id}a`) !== slot;
  const said =
    !held || (people.profileAt(slot) === one.profile && people.markAt(slot) === one.mark);
  const instants = one.instants.every((instant, at) => {
    const off = people.instantAt(slot, at) - instant;
    // The earlier end never later, the later one never earlier than it was told.
    return at % 2 === 0 ? off <= 0 && off > -1000 : off >= 0 && off < 1000;
  });
  const ends = !held || people.instantAt(slot, one.instants.length) === 0;
  const right = held === (one.profile !== undefined) && named && alone && said && instants && ends;
  return right ? undefined : { one, held, named, alone, said, instants, ends };
}

describe('people', () => {
  it('are found by handle and by identifier with what was last said of them, whoever makes room for whom', () => {
    const next = random(3);
    const people = new People();
    const all = everybody(4000, next);
    let generation = 0;
    for (let turn = 0; turn < 30_000; turn += 1) {
      // More and more of them come; most are there already.
      const one = all[next(100 + Math.floor((turn / 30_000) * 3900))] ?? all[0];
      if (one === undefined) break;
      const slot = people.find(one.prefix);
      if (slot < 0 || next(3) === 0) {
        one.profile = next(1000);
        one.instants = Array.from({ length: next(4) * 2 }, () => 1e12 + next(1e9));
        people.set(one.prefix, one.profile, one.instants);
      } else if (next(2) === 0) {
        one.remembered = people.remember(one.id, slot) === people.find(one.prefix);
      } else people.setMark(slot, (one.mark = 1 + next(2 ** 31)));
      if (turn === 8000) people.forgetIds();
      const forgets = turn === 8000 || people.generation !== generation;
      if (forgets) for (const other of all) other.remembered = false;
      generation = people.generation;
      const wrong = wrongOf(people, one);
      if (wrong !== undefined) expect(wrong).toBeUndefined();
    }
    const wrongs = (): unknown[] => all.map((one) => wrongOf(people, one)).filter(Boolean);
    expect(wrongs()).toEqual([]);
    expect(people.size).toBe(all.filter(({ profile }) => profile !== undefined).length);
    expect(people.remembered).toBe(all.filter(({ remembered }) => remembered).length);
    expect(people.remembered).toBeGreaterThan(700);
    expect(generation).toBeGreaterThan(3);
    people.forgetMarks();
    for (const one of all) one.mark = 0;
    expect(wrongs()).toEqual([]);
  });

  it('take at most 150 bytes each, identifiers included, however many they are', () => {
    const next = random(5);
    const people = new People();
    let most = 0;
    for (let at = 0; at < 20_000; at += 1) {
      const prefix = Uint32Array.from({ length: 4 }, () => next(2 ** 32));
      people.set(prefix, 0, [1000, 2000]);
      people.remember(`member-${String(at)}`, people.find(prefix));
      if (people.size > 1000) most = Math.max(most, people.bytes / people.size);
    }
    expect(most).toBeLessThanOrEqual(150);
  });

  it('stay known under identifiers there is no room for beside them, while others make room', () => {
    const next = random(11);
    const people = new People();
    const key = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
    const handleOf = createHandles(key);
    const replica = { people } as unknown as Replica;
    const ids = Array.from({ length: 800 }, (_, at) => {
      const kinds = [String(at), `顧客${String(at)}が`, `${'x'.repeat(40)}${String(at)}`];
      return kinds[at % 3] ?? '';
    });
    const profiles = new Map(ids.map((id, at) => [id, at]));
    for (const [id, profile] of profiles) {
      people.set(handleOf(id)?.slice(0, 4) ?? new Uint32Array(4), profile, []);
    }
    const lookup = new Lookup(700);
    for (let turn = 0; turn < 6000; turn += 1) {
      const id = ids[next(ids.length)] ?? '';
      // The same person in another spelling: が of two characters.
      const said = next(2) === 0 ? id : id.normalize('NFD');
      const slot = lookup.find({ system: 'shop', id: said }, replica, { system: 'shop', handleOf });
      const profile = typeof slot === 'number' ? people.profileAt(slot) : slot;
      if (profile !== profiles.get(id)) expect([id, profile]).toEqual([id, profiles.get(id)]);
    }
  });
});

describe('tallies', () => {
  const REASONS = ['allowed', 'refused'] as const;
  const open = (persons = 300) => {
    const sent: { subject: unknown; touchpoint: string; outcome: string; count: number }[] = [];
    const tallies = new Tallies(
      REASONS,
      ({ tallies: batch }) => {
        sent.push(...batch);
        return Promise.resolve(true);
      },
      () => 0,
    );
    const people = new People();
    const idOf = (at: number): string => `member-${String(at)}`;
    const next = random(9);
    const prefixes = Array.from({ length: persons }, (_, at) => {
      const prefix = Uint32Array.from({ length: 4 }, () => next(2 ** 32));
      people.set(prefix, at, []);
      return prefix;
    });
    const count = (at: number, touchpoint: string, reason: number): void => {
      const slot = people.find(prefixes[at] ?? new Uint32Array(4));
      const subject = { system: 'shop', id: idOf(at) };
      tallies.count(people, slot, tallies.numberOf(touchpoint), reason, subject);
    };
    const remember = (at: number): number =>
      people.remember(idOf(at), people.find(prefixes[at] ?? new Uint32Array(4)));
    return { tallies, people, sent, count, remember, next, idOf };
  };

  it('tell of each person, place and reason exactly what was answered, also when people move', async () => {
    const { tallies, sent, count, remember, next, idOf } = open();
    for (let round = 0; round < 3; round += 1) {
      const wanted = new Map<string, number>();
      for (let turn = 0; turn < 4000; turn += 1) {
        const [at, touchpoint, reason] = [next(300), `place-${String(next(3))}`, next(2)];
        const name = [idOf(at), touchpoint, REASONS[reason]].join(' ');
        wanted.set(name, (wanted.get(name) ?? 0) + 1);
        count(at, touchpoint, reason);
        if (next(10) === 0) remember(next(300));
      }
      await tallies.flush();
      const told = sent.splice(0).map(({ subject, touchpoint, outcome, count: times }) => {
        const { id } = subject as { id: string };
        return [[id, touchpoint, outcome].join(' '), times] as const;
      });
      expect(told.length).toBe(wanted.size);
      expect(new Map(told)).toEqual(wanted);
    }
    expect(tallies.lost).toBe(0);
  });

  it('do not take an earlier round for this one, however many there were', async () => {
    const { tallies, sent, count } = open();
    count(7, 'place', 0);
    for (let round = 0; round < 2 ** 15 - 2; round += 1) {
      await tallies.flush();
      count(1, 'place', 0);
    }
    await tallies.flush();
    sent.splice(0);
    count(1, 'place', 0);
    count(7, 'place', 0);
    await tallies.flush();
    expect(sent.map(({ subject, count: times }) => [subject, times])).toEqual([
      [{ system: 'shop', id: 'member-1' }, 1],
      [{ system: 'shop', id: 'member-7' }, 1],
    ]);
  });

  it('are bounded: what no room is left for is counted as lost, not told of somebody else', async () => {
    const { tallies, sent, count } = open(4096);
    const most = 131_072;
    for (let at = 0; at < most; at += 1) count(at % 4096, `place-${String(at >>> 12)}`, 0);
    expect(tallies.lost).toBe(0);
    count(5, 'one too many', 1);
    count(5, 'place-0', 0);
    expect(tallies.lost).toBe(1);
    await tallies.flush();
    expect(sent.length).toBe(most);
    const twice = sent.filter(({ count: times }) => times !== 1);
    expect(twice).toMatchObject([{ subject: { id: 'member-5' }, touchpoint: 'place-0', count: 2 }]);
  });
});
