import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  add,
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
} from './tally.mjs';

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

describe('what failed, said again at the end', () => {
  test('names the test, its file and the beginning of its error', () => {
    const failed = {
      status: 'failed',
      fullName: 'a deny stays',
      failureMessages: ['expected no\nat x'],
    };
    const vitest = report({
      testResults: [
        { name: 'a.test.ts', status: 'failed', assertionResults: [failed, { status: 'passed' }] },
        { name: 'b.test.ts', status: 'failed', message: 'cannot load', assertionResults: [] },
        { name: 'c.test.ts', status: 'passed', assertionResults: [] },
      ],
    });
    expect(failuresOfVitest(vitest)).toEqual([
      'a.test.ts › a deny stays\n    expected no\n    at x',
      'b.test.ts\n    cannot load',
    ]);
    const tests = [
      { status: 'unexpected', projectName: 'en-360', results: [{ error: { message: 'no link' } }] },
      { status: 'expected', projectName: 'ja-360', results: [{}] },
    ];
    const spec = { title: 'a look', file: 'a.spec.ts', line: 3, tests };
    const playwright = report({ suites: [{ suites: [{ specs: [spec] }] }] });
    expect(failuresOfPlaywright(playwright)).toEqual([
      '[en-360] a.spec.ts:3 › a look\n    no link',
    ]);
  });

  test('a report that is missing names nothing and breaks nothing', () => {
    expect(failuresOfVitest('/nowhere.json')).toEqual([]);
    expect(failuresOfPlaywright('/nowhere.json')).toEqual([]);
  });
});
