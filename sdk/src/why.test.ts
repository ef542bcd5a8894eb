import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { defineWhy } from './why';

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
