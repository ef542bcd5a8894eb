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
      const send = async function* (): AsyncGenerator<readonly number[]> {
        for (let piece = 0; piece < 50; piece += 1) {
          for (let nap = 0; nap < naps; nap += 1) await setImmediate();
          yield [piece * 2, piece * 2 + 1];
        }
      };
      const taken: number[] = [];
      for await (const block of gathered(send(), 16)) {
        expect(block.length).toBeLessThanOrEqual(17);
        taken.push(...block);
        for (let rest = 0; rest < rests; rest += 1) await setImmediate();
      }
      expect(taken).toEqual(Array.from({ length: 100 }, (_, at) => at));
    }
  });

  it('are handed on at once where the sender waits for what comes of them', async () => {
    let answered: (() => void) | undefined;
    const send = async function* (): AsyncGenerator<readonly string[]> {
      yield ['first'];
      await new Promise<void>((resolve) => (answered = resolve));
      yield ['second'];
    };
    const taken: string[] = [];
    for await (const block of gathered(send(), 100)) {
      taken.push(...block);
      await setImmediate();
      answered?.();
    }
    expect(taken).toEqual(['first', 'second']);
  });

  it('break off as their source does, after what came before it', async () => {
    const send = async function* (): AsyncGenerator<readonly number[]> {
      yield [1];
      await setImmediate();
      throw new Error('cut');
    };
    const taken: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const block of gathered(send(), 100)) taken.push(...block);
    };
    await expect(reading()).rejects.toThrow('cut');
    expect(taken).toEqual([1]);
  });
});
