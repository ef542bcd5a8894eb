import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { fingerprint, removeStamp, sourceFiles, stampHolds, writeStamp } from './stamp.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nattoku-stamp-'));
  for (const folder of ['app/node_modules/x', 'app/.next', 'lib']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'app/page.tsx'), 'one');
  writeFileSync(join(root, 'lib/clock.ts'), 'two');
});
const now = () => fingerprint(root, ['app', 'lib', 'absent.mjs'], ['20.20.2']);

describe('what was made from which bytes', () => {
  test('the same bytes have the same fingerprint', () => {
    expect(now()).toBe(now());
  });

  test('a changed, added or renamed source changes it', () => {
    const before = now();
    writeFileSync(join(root, 'lib/clock.ts'), 'Two');
    const changed = now();
    writeFileSync(join(root, 'lib/ids.ts'), '');
    expect(new Set([before, changed, now()]).size).toBe(3);
  });

  test('bytes moved from one file to the next change it', () => {
    writeFileSync(join(root, 'lib/a.ts'), 'xy');
    writeFileSync(join(root, 'lib/b.ts'), 'z');
    const before = now();
    writeFileSync(join(root, 'lib/a.ts'), 'x');
    writeFileSync(join(root, 'lib/b.ts'), 'yz');
    expect(now()).not.toBe(before);
  });

  test('another Node changes it', () => {
    expect(fingerprint(root, ['lib'], ['20'])).not.toBe(fingerprint(root, ['lib'], ['22']));
  });

  test('tests, hidden folders and node_modules do not', () => {
    const before = now();
    writeFileSync(join(root, 'lib/clock.test.ts'), 'x');
    writeFileSync(join(root, 'app/.next/trace'), 'x');
    writeFileSync(join(root, 'app/node_modules/x/index.js'), 'x');
    expect(now()).toBe(before);
    expect(sourceFiles(root, 'app')).toEqual(['app/page.tsx']);
  });

  test('a stamp holds for its value alone, and no longer once removed', () => {
    const file = join(root, 'node_modules/.nattoku/installed');
    expect(stampHolds(file, 'a')).toBe(false);
    writeStamp(file, 'a');
    expect(stampHolds(file, 'a')).toBe(true);
    expect(stampHolds(file, 'b')).toBe(false);
    removeStamp(file);
    expect(stampHolds(file, 'a')).toBe(false);
  });
});
