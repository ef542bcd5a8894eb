import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  BLANK,
  TallySum,
  addByBucket,
  bucketOf,
  countsIn,
  entriesOf,
  subjectBytes,
} from './tally-run';

const people = Array.from({ length: 300 }, () => `sub_${randomBytes(16).toString('base64url')}`);
const bytes = new Map(people.map((one) => [one, subjectBytes(one) ?? Buffer.alloc(0)]));
const rows = Array.from({ length: 3_000 }, (_, at) => ({
  subject: people[at % people.length] ?? '',
  touchpoint: at % 2 === 0 ? 'home' : '納得',
  outcome: at % 3 === 0 ? 'allowed' : 'refused',
  count: 1 + (at % 5),
}));

function sumsOf(runs: readonly Uint8Array[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { subject, touchpoint, outcome, count } of runs.flatMap((run) =>
    countsIn(run, bytes),
  )) {
    const key = `${subject} ${touchpoint} ${outcome}`;
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return new Map([...sums].sort());
}

function runOf(some: typeof rows): Uint8Array {
  const run = new TallySum();
  expect(some.every((row) => run.append(row))).toBe(true);
  return run.bytes();
}

function summed(runs: readonly Uint8Array[]): TallySum {
  const sum = new TallySum();
  for (const run of runs) sum.addRun(run);
  return sum;
}

test('runs, their sum, and the sum by bucket say the same of everybody', () => {
  const runs = [0, 1_000, 2_000].map((from) => runOf(rows.slice(from, from + 1_000)));
  const expected = new Map<string, number>();
  for (const { subject, touchpoint, outcome, count } of rows) {
    const key = `${subject} ${touchpoint} ${outcome}`;
    expected.set(key, (expected.get(key) ?? 0) + count);
  }
  const whole = summed(runs);
  const buckets: TallySum[] = [];
  for (const entry of entriesOf(whole.bytes())) addByBucket(buckets, ...entry);
  expect(whole.size).toBe(expected.size);
  expect(sumsOf(runs)).toEqual(new Map([...expected].sort()));
  expect(sumsOf([whole.bytes()])).toEqual(sumsOf(runs));
  expect(sumsOf(buckets.flatMap((one) => one.bytes()))).toEqual(sumsOf(runs));
  for (const subject of people) {
    const [mine = new TallySum()] = buckets.slice(bucketOf(subject));
    expect(countsIn(mine.bytes(), bytes).some((row) => row.subject === subject)).toBe(true);
  }
});

test('whoever is blank is in no sum, and nobody else is missing', () => {
  const [gone = ''] = people;
  const run = Buffer.from(runOf(rows));
  const id = bytes.get(gone) ?? BLANK;
  for (let at = run.indexOf(id); at >= 0; at = run.indexOf(id)) run.set(BLANK, at);
  const sum = summed([run]).bytes();
  expect(Buffer.from(sum).includes(BLANK)).toBe(false);
  const rest = [...sumsOf([runOf(rows)])].filter(([key]) => !key.startsWith(gone));
  expect([...sumsOf([sum])]).toEqual(rest);
});

test('a sum that one entry cannot hold is told in two', () => {
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  const most = runOf([{ ...row, count: 2 ** 32 - 1 }]);
  const sum = summed([most, most, runOf([row])]);
  expect([...sumsOf([sum.bytes()]).values()]).toEqual([2 * (2 ** 32 - 1) + row.count]);
});

test.each([
  '',
  'sub_',
  'evt_AAAAAAAAAAAAAAAAAAAAAA',
  'sub_AAAAAAAAAAAAAAAAAAAAAB',
  'sub_AAAAAAAAAAAAAAAAAAAA納A',
])('what is no id of ours does not fit: %s', (subject) => {
  const run = new TallySum();
  expect(run.append({ subject, touchpoint: 'home', outcome: 'allowed', count: 1 })).toBe(false);
  expect(run.size).toBe(0);
  expect(subjectBytes(subject)).toBeUndefined();
});
