import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTurns } from './turns';

/** More names than there are places for them. */
const name = fc.nat({ max: 3_000 }).map((n) => `handle-${String(n)}`);
const someNames = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });

describe('turns', () => {
  it('under one name come one after another, in the order they were asked for, whoever fails', async () => {
    const fewNames = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fewNames, fc.boolean()), { maxLength: 30 }),
        async (asked) => {
          const { take } = createTurns();
          const under = new Map<string, number[]>();
          const busy = new Set<string>();
          const taken = asked.map(([names, fails], at) =>
            take(names, async () => {
              for (const each of names) {
                expect(busy.has(each)).toBe(false);
                busy.add(each);
                under.set(each, [...(under.get(each) ?? []), at]);
              }
              await setImmediate();
              for (const each of names) busy.delete(each);
              if (fails) throw new Error(`turn ${String(at)}`);
              return at;
            }),
          );
          const ended = await Promise.allSettled(taken);
          expect(ended.map(({ status }) => status === 'rejected')).toEqual(
            asked.map(([, fails]) => fails),
          );
          for (const order of under.values())
            expect(order).toEqual(order.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('under other names do not wait for each other, however many names there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(someNames, { selector: String, maxLength: 200 }),
        async (asked) => {
          const { take } = createTurns();
          const held = new Set<string>();
          let begun = 0;
          const goOn: (() => void)[] = [];
          const taken = asked.map((names) => {
            const free = names.every((each) => !held.has(each));
            for (const each of names) held.add(each);
            return take(names, () => {
              begun += 1;
              return free ? new Promise<void>((resolve) => goOn.push(resolve)) : Promise.resolve();
            });
          });
          expect(begun).toBe(goOn.length);
          for (const go of goOn) go();
          await Promise.all(taken);
          expect(begun).toBe(asked.length);
          // Nothing is left of them: whoever comes now begins at once.
          let again = 0;
          for (const names of asked) void take(names.slice(0, 1), () => Promise.resolve(again++));
          expect(again).toBeGreaterThan(asked.length === 0 ? -1 : 0);
        },
      ),
    );
  });

  it('that end leave those of all others where they are', async () => {
    const { take } = createTurns();
    const goOn: (() => void)[] = [];
    const first = Array.from({ length: 5_000 }, (_, at) =>
      take([`name-${String(at)}`], () => new Promise<void>((resolve) => (goOn[at] = resolve))),
    );
    const ends = (at: number) => at % 3 === 0;
    goOn.forEach((go, at) => ends(at) && go());
    await Promise.all(first.filter((_, at) => ends(at)));
    const begun = new Set<number>();
    const second = first.map((_, at) =>
      take([`name-${String(at)}`], () => Promise.resolve(void begun.add(at))),
    );
    await setImmediate();
    for (let at = 0; at < first.length; at += 1) expect(begun.has(at)).toBe(ends(at));
    for (const go of goOn) go();
    await Promise.all([...first, ...second]);
    expect(begun.size).toBe(first.length);
  });
});
