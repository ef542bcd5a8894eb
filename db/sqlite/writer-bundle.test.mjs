import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleOf } from './writer-bundle.mjs';

let folder;
let entry;
let bundle;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nattoku-bundle-'));
  entry = join(folder, 'entry.ts');
  writeFileSync(entry, "import { word } from './word';\nexport const said: string = word;\n");
  write('first');
  bundle = await bundleOf(entry);
});
afterEach(() => {
  for (const path of [folder, bundle]) rmSync(path, { recursive: true });
});

const write = (word) => writeFileSync(join(folder, 'word.ts'), `export const word = '${word}';\n`);
let reads = 0;
const read = async () => (await import(`${pathToFileURL(bundle).href}?${(reads += 1)}`)).said;

test('does what the TypeScript says, and is made once', async () => {
  expect(await read()).toBe('first');
  const { ino } = statSync(bundle);
  expect(await bundleOf(entry)).toBe(bundle);
  expect(statSync(bundle).ino).toBe(ino);
});

test('follows a change of any file it was made from', async () => {
  write('second');
  await bundleOf(entry);
  expect(await read()).toBe('second');
});

test('what cannot be read is an error, and a bundle made before does not stand in for it', async () => {
  rmSync(join(folder, 'word.ts'));
  await expect(bundleOf(entry)).rejects.toThrow(/word/);
});
