import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest by size begin first; a contract's file is short, what it runs is not. */
class ContractsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files);
    const isContract = ({ moduleId }: TestSpecification) => moduleId.includes('contract.test.');
    return [...bySize.filter(isContract), ...bySize.filter((file) => !isContract(file))];
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
    sequence: { sequencer: ContractsFirst },
    setupFiles: ['lib/nothing-left.test-support.ts'],
    // Every runtime reserves room for as many people as its process could hold: here for few.
    execArgv: ['--max-old-space-size=1024'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
