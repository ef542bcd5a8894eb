import fc from 'fast-check';
import { expect, it } from 'vitest';
import { follows } from '../choice/implied-limits';
import { bindsChannel, isUsedUp, messagesLeft, type Frequency } from './frequency';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 21);
const CHANNELS = ['mail', 'push'] as const;

const limits = fc.record({
  kind: fc.constant('frequency' as const),
  max: fc.integer({ min: 0, max: 9 }),
  per: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
  zone: fc.constant('Asia/Tokyo'),
  where: fc.constantFrom(...CHANNELS, undefined),
});
type Stated = Omit<Frequency, 'channel'> & { readonly where: string | undefined };
const asLimit = ({ where, ...rest }: Stated): Frequency =>
  where === undefined ? rest : { ...rest, channel: where };
const messages = fc.array(
  fc.record({ channel: fc.constantFrom(...CHANNELS), hour: fc.integer({ min: 0, max: 1_600 }) }),
  { maxLength: 60 },
);

it('whoever keeps to a limit keeps to every limit that is said to follow from it', () => {
  let followed = 0;
  fc.assert(
    fc.property(limits.map(asLimit), limits.map(asLimit), messages, (kept, other, wanted) => {
      if (!follows(kept, other)) return;
      followed += 1;
      const contacts: { channel: string; atMs: number }[] = [];
      for (const { channel, hour } of wanted.sort((a, b) => a.hour - b.hour)) {
        const atMs = START_MS + hour * HOUR_MS;
        if (bindsChannel(kept, channel) && isUsedUp(kept, { contacts }, atMs)) continue;
        if (bindsChannel(other, channel)) {
          expect(messagesLeft(other, { contacts }, atMs)).toBeGreaterThan(0);
        }
        contacts.push({ channel, atMs });
      }
    }),
    { numRuns: 800 },
  );
  expect(followed).toBeGreaterThan(20);
});

it.each([
  ['once a week in all', { max: 1, per: 'week' }, { max: 3, per: 'week', channel: 'mail' }, true],
  ['once a day', { max: 1, per: 'day' }, { max: 6, per: 'week' }, false],
  ['once a day', { max: 1, per: 'day' }, { max: 7, per: 'week' }, true],
  ['mail alone', { max: 1, per: 'week', channel: 'mail' }, { max: 9, per: 'week' }, false],
] as const)('%s', (_name, kept, other, expected) => {
  const whole = (part: Partial<Frequency>) =>
    ({ kind: 'frequency', zone: 'Asia/Tokyo', max: 1, per: 'week', ...part }) as Frequency;
  expect(follows(whole(kept), whole(other))).toBe(expected);
});
