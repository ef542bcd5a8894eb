import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { add, countPlaywright, countVitest } from './tally.mjs';

function report(content) {
  const file = join(mkdtempSync(join(tmpdir(), 'nattoku-tally-')), 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('the last line of npm test', () => {
  test('sums what passed and what failed', () => {
    const vitest = report({ numPassedTests: 40, numFailedTests: 2, testResults: [] });
    const playwright = report({ stats: { expected: 9, flaky: 1, unexpected: 1, skipped: 3 } });
    expect(add([countVitest(vitest, 1), countPlaywright(playwright, 1)])).toEqual({
      passed: 50,
      failed: 3,
    });
  });

  test('a test file that could not be loaded is a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest(report({ numPassedTests: 5, numFailedTests: 0, testResults }), 1)).toEqual({
      passed: 5,
      failed: 1,
    });
  });

  test('a runner that ends badly without a failing test is a failure', () => {
    const vitest = report({ numPassedTests: 5, numFailedTests: 0, testResults: [] });
    expect(countVitest(vitest, 1).failed).toBe(1);
    const playwright = report({ stats: { expected: 5, flaky: 0, unexpected: 0 } });
    expect(countPlaywright(playwright, 1).failed).toBe(1);
  });

  test('a report that is missing or cut short is a failure, never nothing', () => {
    for (const file of ['/nowhere/report.json', report('{"numPassed')]) {
      expect(countVitest(file, 0)).toEqual({ passed: 0, failed: 1 });
      expect(countPlaywright(file, 0)).toEqual({ passed: 0, failed: 1 });
    }
  });
});
