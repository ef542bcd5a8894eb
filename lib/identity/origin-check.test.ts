import { expect, test } from 'vitest';
import { isSameSite } from './origin-check';

const ORIGIN = 'https://consent.example';
const cases: readonly [string, Record<string, string>, boolean][] = [
  ['our own page', { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }, true],
  ['our own page in an old browser', { origin: ORIGIN }, true],
  ['our own page without Origin', { 'sec-fetch-site': 'same-origin' }, true],
  ['another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }, false],
  [
    'another site that lies in one of the two',
    { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    false,
  ],
  ['a sibling host', { origin: 'https://x.consent.example', 'sec-fetch-site': 'same-site' }, false],
  ['Origin: null', { origin: 'null' }, false],
  ['Origin: null from the same site', { origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  [
    'a forged forwarded host',
    { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test' },
    false,
  ],
  ['nothing said at all', {}, false],
  ['an address typed in', { 'sec-fetch-site': 'none' }, false],
];

test.each(cases)('%s', (_name, headers, allowed) => {
  expect(isSameSite(new Headers(headers), ORIGIN)).toBe(allowed);
});
