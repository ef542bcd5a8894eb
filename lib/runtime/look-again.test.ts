import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../log';
import { countFailures, lookAgain, tryAgainLater } from './look-again';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const lines: { msg: string; work: string; alarm?: string }[] = [];
  const log = createLog({ destination: { write: (line) => lines.push(JSON.parse(line)) } });
  return { log, lines };
}
const RULE = { work: 'jobs', restMs: 100, failed: 'it failed' } as const;

it('looks again a rest after each look ended: never twice at a time, and not before the first rest', async () => {
  const ends: (() => void)[] = [];
  const looking = lookAgain(watched(), RULE, () => new Promise<void>((end) => ends.push(end)));
  await vi.advanceTimersByTimeAsync(99);
  expect(ends).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(100);
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await looking.stop();
});

it('looks at once where that is asked', () => {
  let looks = 0;
  const looking = lookAgain(watched(), { ...RULE, atOnce: true }, async () => {
    looks += 1;
  });
  expect(looks).toBe(1);
  return looking.stop();
});

it('stopping tells the look under way, waits for it, and none follows', async () => {
  let end = (): void => undefined;
  let looks = 0;
  let stopped = false;
  const looking = lookAgain(watched(), { ...RULE, atOnce: true }, async (goesOn) => {
    looks += 1;
    await new Promise<void>((resolve) => (end = resolve));
    expect(goesOn()).toBe(false);
  });
  const stopping = looking.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(stopped).toBe(false);
  end();
  await stopping;
  await vi.advanceTimersByTimeAsync(1000);
  expect(looks).toBe(1);
});

it('what fails is tried again, counted each time, and logged once a minute for each thing said', async () => {
  const runtime = watched();
  const failing = (): never => {
    throw new Error('no database');
  };
  const looking = lookAgain(runtime, { ...RULE, alarm: 'watch' }, async () => failing());
  await vi.advanceTimersByTimeAsync(5000);
  expect(countFailures(runtime, 'jobs')).toBe(50);
  expect(countFailures(runtime, 'webhooks')).toBe(0);
  expect(countFailures(watched(), 'jobs')).toBe(0);
  await tryAgainLater(runtime, { work: 'jobs', failed: 'another thing' }, async () => failing());
  const said = () => runtime.lines.map(({ msg, work, alarm }) => [msg, work, alarm]);
  expect(said()).toEqual([
    ['it failed', 'jobs', 'watch'],
    ['another thing', 'jobs', undefined],
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said()).toHaveLength(3);
  await looking.stop();
});
