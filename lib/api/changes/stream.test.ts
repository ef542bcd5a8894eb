import { expect, it } from 'vitest';
import { openOutlet } from './stream';

it('holds a bounded part for a client that does not read, and ends it once', async () => {
  let ended = 0;
  const { listener, stream } = openOutlet(() => (ended += 1));
  const bytes = Buffer.alloc(256 * 1024);
  let taken = 0;
  while (listener.write(bytes)) taken += bytes.length;
  expect(taken).toBeGreaterThan(1_000_000);
  expect(taken).toBeLessThan(4_000_000);
  listener.cut();
  listener.end();
  expect(ended).toBe(1);
  await expect(stream.getReader().read()).rejects.toThrow('too slowly');
  expect(listener.write(bytes)).toBe(false);
});

it('is left when the client goes, and takes nothing afterwards', async () => {
  let ended = 0;
  const { listener, stream } = openOutlet(() => (ended += 1));
  expect(listener.write(Buffer.from('a'))).toBe(true);
  await stream.cancel();
  expect(ended).toBe(1);
  expect(listener.write(Buffer.from('b'))).toBe(false);
  listener.end();
  expect(ended).toBe(1);
});

it('says when there is room again, and that there is none for a client that has gone', async () => {
  const { listener, stream } = openOutlet(() => undefined);
  expect(await listener.room()).toBe(true);
  const bytes = Buffer.alloc(1024 * 1024);
  while (listener.write(bytes));
  const waited = [listener.room(), listener.room()];
  const reader = stream.getReader();
  while (listener.write(bytes) === false) await reader.read();
  expect(await Promise.all(waited)).toEqual([true, true]);
  while (listener.write(bytes));
  const late = listener.room();
  await reader.cancel();
  expect([await late, await listener.room()]).toEqual([false, false]);
});
