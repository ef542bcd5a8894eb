// Counts for the last line of `npm test`: `N passed, N failed`.
import { readFileSync } from 'node:fs';

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A runner that broke off wrote none, or half of one.
    return undefined;
  }
}

/** A runner that failed without a failing test (a broken file, a crash) still counts as one failure. */
function settle({ passed, failed }, exitCode) {
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

const FEW_LINES = 12;

/** Where a test stands and what it said, short: the whole stands where the test ran. */
function failure(where, message) {
  const said = (message ?? '').trim().split('\n').slice(0, FEW_LINES);
  return [where, ...said.map((line) => `    ${line}`)].join('\n');
}

/** The failing tests of a Vitest report, each with the first lines of its error. */
export function failuresOfVitest(file) {
  return (readReport(file)?.testResults ?? []).flatMap(
    ({ name, status, message, assertionResults }) =>
      assertionResults.length === 0 && status === 'failed'
        ? [failure(name, message)]
        : assertionResults
            .filter((result) => result.status === 'failed')
            .map(({ fullName, failureMessages }) =>
              failure(`${name} › ${fullName}`, failureMessages?.[0]),
            ),
  );
}

function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** The failing tests of a Playwright report, each with the first lines of its error. */
export function failuresOfPlaywright(file) {
  return (readReport(file)?.suites ?? [])
    .flatMap(specsOf)
    .flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ projectName, results }) =>
          failure(
            `[${projectName}] ${spec.file}:${String(spec.line)} › ${spec.title}`,
            results.at(-1)?.error?.message,
          ),
        ),
    );
}

/** From Vitest's JSON report; files that could not be loaded are failures too. */
export function countVitest(file, exitCode) {
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1 };
  const broken = (report.testResults ?? []).filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  return settle(
    { passed: report.numPassedTests, failed: report.numFailedTests + broken },
    exitCode,
  );
}

/** From Playwright's JSON report; a test that passed only on a retry passed. */
export function countPlaywright(file, exitCode) {
  const stats = readReport(file)?.stats;
  if (stats === undefined) return { passed: 0, failed: 1 };
  return settle({ passed: stats.expected + stats.flaky, failed: stats.unexpected }, exitCode);
}

export function add(tallies) {
  return tallies.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}
