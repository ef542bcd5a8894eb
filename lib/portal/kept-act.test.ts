import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { isKeepable, keptPath, openKept } from './kept-act';
import { localPath } from './local-path';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

const NOW_MS = Date.UTC(2026, 10, 21);
const act = {
  act: 'allow-cell',
  purpose: 'recommend-collective',
  channel: 'member-card',
  data: 'location-visit',
  once: 'a'.repeat(32),
  version: 12,
} as const;
const kept = { act, back: '/purposes?group=screens#recommend-collective' };

function sealed(): string {
  const path = keptPath(temporary.runtime.vault, kept, NOW_MS);
  return new URLSearchParams(path.split('?')[1]).get('act') ?? '';
}

test('a kept choice comes back whole, through a path that our own forms may lead to', () => {
  const path = keptPath(temporary.runtime.vault, kept, NOW_MS);
  expect(localPath(path)).toBe(path);
  expect(path).not.toContain('recommend');
  expect(openKept(temporary.runtime.vault, sealed(), NOW_MS)).toEqual(kept);
});

test('what is not ours, was changed, or is older than an hour is nothing', () => {
  const { vault } = temporary.runtime;
  const text = sealed();
  const changed = `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
  for (const wrong of [undefined, '', 'abc', changed, 'a'.repeat(5_000)]) {
    expect(openKept(vault, wrong, NOW_MS)).toBeUndefined();
  }
  expect(openKept(vault, text, NOW_MS + 3_600_000)).toBeUndefined();
});

test('only allows are kept: a refusal needs no signing in', () => {
  expect(isKeepable(act)).toBe(true);
  expect(isKeepable({ act: 'stop', once: act.once, version: 1 })).toBe(false);
  expect(isKeepable({ act: 'undo', events: 'evt_aaaaaaaa', once: act.once, version: 1 })).toBe(
    false,
  );
});
