import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['{lib,db,sdk,bin,bench,app}/**/*.test.{ts,tsx,mjs}'],
    // Starts nothing by itself: a private PostgreSQL comes up with the first test that asks for one.
    globalSetup: ['db/postgres/test-cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
