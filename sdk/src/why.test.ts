import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterEach, expect, it, vi } from 'vitest';
import { defineWhy } from './why';
import { WhyDesk } from './why/exchange';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A desk whose centre answers with these, one after the other; `undefined`: no connection. */
function deskAnswered(statuses: readonly (number | undefined)[]) {
  vi.useFakeTimers();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    const status = statuses[asked.push(url) - 1];
    const answer = () => Response.json({ name: 'here' }, { status: status ?? 500 });
    return status === undefined ? Promise.reject(new TypeError('fetch failed')) : answer();
  });
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const desk = new WhyDesk('https://centre.example', () =>
    Promise.resolve({ token: 'pass', expiresAt }),
  );
  return { desk, asked };
}

it('the whole component is at most 12 kB, compressed, and depends on nothing', async () => {
  const { outputFiles } = await build({
    ...{ entryPoints: [`${import.meta.dirname}/why.ts`], bundle: true, minify: true },
    ...{ write: false, format: 'esm', platform: 'browser' },
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  expect(gzipSync(code).length).toBeLessThanOrEqual(12_000);
  expect(Buffer.from(code).toString()).not.toMatch(/\bimport\b|\beval\b|innerHTML|localStorage/);
});

it('on a server it does nothing', () => {
  expect(() => defineWhy()).not.toThrow();
});

it.each([[[503, 200]], [[429, undefined, 200]]])(
  'a reason that came at a busy moment is asked for again: %j',
  async (statuses) => {
    const { desk, asked } = deskAnswered(statuses);
    const reading = desk.read('en');
    await vi.runAllTimersAsync();
    expect(await reading).toEqual({ name: 'here' });
    expect(asked).toHaveLength(statuses.length);
  },
);

it.each([
  [[503, 503, 503, 200], 3],
  [[500, 200], 1],
  [[404, 200], 1],
])(
  'it is not asked for for ever, nor where the answer will not change: %j',
  async (statuses, times) => {
    const { desk, asked } = deskAnswered(statuses);
    const reading = expect(desk.read('en')).rejects.toThrow();
    await vi.runAllTimersAsync();
    await reading;
    expect(asked).toHaveLength(times);
  },
);

it('what a person says is sent once, whatever comes back', async () => {
  const { desk, asked } = deskAnswered([503, 201]);
  await expect(desk.say('en', { act: 'stop-here' })).rejects.toThrow();
  expect(asked).toHaveLength(1);
});
