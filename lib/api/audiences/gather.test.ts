// Pieces put together: nothing lost, nothing out of order, nobody kept waiting.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { gathered } from './gather';

describe('gathered pieces', () => {
  it('come whole and in order, however fast they are sent and taken', async () => {
    for (const [naps, rests] of [
      [0, 0],
      [3, 0],
      [0, 3],
    ] as const) {
      const send = async function* (): AsyncGenerator<number> {
        for (let piece = 0; piece < 50; piece += 1) {
          for (let nap = 0; nap < naps; nap += 1) await setImmediate();
          yield piece;
        }
      };
      const taken: number[] = [];
      for await (const block of gathered(send(), 16, () => 2)) {
        expect(block.length).toBeLessThanOrEqual(8);
        taken.push(...block);
        for (let rest = 0; rest < rests; rest += 1) await setImmediate();
      }
      expect(taken).toEqual(Array.from({ length: 50 }, (_, at) => at));
    }
  });

  it('are handed on at once where the sender waits for what comes of them', async () => {
    let answered: (() => void) | undefined;
    const send = async function* (): AsyncGenerator<string> {
      yield 'first';
      await new Promise<void>((resolve) => (answered = resolve));
      yield 'second';
    };
    const taken: string[] = [];
    for await (const block of gathered(send(), 100, () => 1)) {
      taken.push(...block);
      await setImmediate();
      answered?.();
    }
    expect(taken).toEqual(['first', 'second']);
  });

  it('break off as their source does, after what came before it', async () => {
    const send = async function* (): AsyncGenerator<number> {
      yield 1;
      await setImmediate();
      throw new Error('cut');
    };
    const taken: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const block of gathered(send(), 100, () => 1)) taken.push(...block);
    };
    await expect(reading()).rejects.toThrow('cut');
    expect(taken).toEqual([1]);
  });
});
