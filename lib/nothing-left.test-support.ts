/**
 * Runs around every test file. They share processes (vitest.config.ts), so that modules are read once:
 * what one file leaves behind is what the next one begins with. A file that leaves something fails.
 */
import { afterAll, expect, vi } from 'vitest';

const EVENTS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'];

/** What all files of a process share, and any of them could change. */
function shared() {
  return {
    settings: { ...process.env },
    folder: process.cwd(),
    clock: Date.now,
    waiting: globalThis.setTimeout,
    fetch: globalThis.fetch,
    fakeTimers: vi.isFakeTimers(),
    listeners: EVENTS.map((event) => [event, process.listenerCount(event)]),
  };
}

const before = shared();
// The first hook that is registered is the last one to run after the tests.
afterAll(() => {
  expect(shared(), 'what this file left behind in its process').toEqual(before);
});
