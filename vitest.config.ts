import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Short files that run long: a whole contract, or processes that are started and killed. */
const LONG = /(contract|restore|killed\S*|sdk-failures|server-faults|rotation|keeper)\.test\./;

/** What takes longest begins first, else one process works on alone at the end; the others by size. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...bySize.filter(isLong), ...bySize.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['{lib,db,sdk,bin,bench,app}/**/*.test.{ts,tsx,mjs}'],
    // Starts nothing by itself: a private PostgreSQL comes up with the first test that asks for one.
    globalSetup: ['db/postgres/test-cluster.ts'],
    // A process reads a module once for all the files it runs; what they leave behind is looked at.
    isolate: false,
    sequence: { sequencer: LongFirst },
    setupFiles: ['lib/nothing-left.test-support.ts'],
    // Every runtime reserves room for as many people as its process could hold: here for few.
    execArgv: ['--max-old-space-size=1024'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // To end a process that ran for minutes takes a while where both cores are taken.
    teardownTimeout: 60_000,
  },
});
