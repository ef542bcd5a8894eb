import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellKey } from '../catalogue/model';
import { composeAllow, type AllowScope } from './compose';
import { applyEvent, foldSubject } from './fold';
import type { EventBody, SubjectState } from './model';
import { paintAt, refusedByName } from './paint';
import { allow, deny, history, SMALL, stop } from './sample.data';

const stateOf = (bodies: readonly EventBody[]): SubjectState => foldSubject(history(bodies), 'me');
const compose = (bodies: readonly EventBody[], scope: AllowScope = {}) =>
  composeAllow(SMALL, stateOf(bodies), scope);

describe('a broad yes', () => {
  it('names, in as few boxes as end alike, what the places of each purpose use', () => {
    expect(compose([]).boxes).toEqual([
      { purposes: ['advertise'], channels: ['web'], data: ['browsing', 'purchases'] },
      { purposes: ['receive'], channels: ['mail'], data: [] },
      {
        purposes: ['recommend'],
        channels: ['mail', 'web'],
        data: ['browsing', 'location', 'purchases'],
      },
    ]);
  });

  it('leaves out data last refused by name, and says so', () => {
    const { boxes, leftOut } = compose([deny(['recommend'], ['web'], ['location'])], {
      purposes: ['recommend'],
    });
    expect(boxes).toEqual([
      { purposes: ['recommend'], channels: ['mail'], data: ['browsing', 'location', 'purchases'] },
      { purposes: ['recommend'], channels: ['web'], data: ['browsing', 'purchases'] },
    ]);
    expect(leftOut).toContainEqual({
      data: 'location',
      why: 'refused',
      purpose: 'recommend',
      channel: 'web',
    });
  });

  it('does not take “stop everything” for a refusal by name, nor forgets one under it', () => {
    const everything = compose([]).boxes.filter(({ purposes }) => purposes.includes('recommend'));
    const stopped = compose([stop()], { purposes: ['recommend'] });
    expect(stopped.boxes).toEqual(everything);
    const named = compose([deny('*', '*', ['location']), stop()], { purposes: ['recommend'] });
    expect(named.boxes).toEqual([
      { purposes: ['recommend'], channels: ['mail', 'web'], data: ['browsing', 'purchases'] },
    ]);
  });

  it('brings data refused by name back once that very thing was allowed', () => {
    const lines = [
      deny('*', '*', ['location']),
      allow(['recommend'], ['web'], ['location']),
      stop(),
    ];
    expect(compose(lines, { channels: ['web'], purposes: ['recommend'] }).boxes[0]?.data).toContain(
      'location',
    );
    expect(
      compose(lines, { channels: ['mail'], purposes: ['recommend'] }).boxes[0]?.data,
    ).not.toContain('location');
  });

  it('leaves sensitive data to a choice of its own, silently where that was made', () => {
    const sensitive = (bodies: EventBody[]) =>
      compose(bodies, { purposes: ['recommend'], channels: ['web'] }).leftOut;
    expect(sensitive([])).toEqual([
      { data: 'health', why: 'sensitive', purpose: 'recommend', channel: 'web' },
    ]);
    expect(sensitive([allow(['recommend'], ['web'], ['health'])])).toEqual([]);
  });

  it('at a place names what that place uses, for each of its purposes', () => {
    expect(compose([], { touchpoint: 'for-you' }).boxes).toEqual([
      { purposes: ['recommend'], channels: ['web'], data: ['browsing', 'location', 'purchases'] },
    ]);
    expect(compose([], { touchpoint: 'newsletter' }).boxes).toEqual([
      { purposes: ['receive'], channels: ['mail'], data: [] },
      { purposes: ['recommend'], channels: ['mail'], data: ['browsing', 'location', 'purchases'] },
    ]);
    for (const touchpoint of ['nowhere', 'old', 'orders', 'trainer']) {
      expect(compose([], { touchpoint }).boxes).toEqual([]);
    }
  });

  it('names what rests on legitimate interest only where it was refused', () => {
    const trends = { purposes: ['trends'] };
    expect(compose([], trends).boxes).toEqual([]);
    expect(compose([deny(['trends'], '*', '*')], trends).boxes).toEqual([
      { purposes: ['trends'], channels: ['web'], data: ['purchases'] },
    ]);
    expect(compose([deny(['trends'], '*', ['purchases'])], trends)).toEqual({
      boxes: [],
      leftOut: [{ data: 'purchases', why: 'refused', purpose: 'trends', channel: 'web' }],
    });
  });
});

const keysOf = (map: ReadonlyMap<string, unknown>) =>
  fc.subarray([...map.keys()], { minLength: 1 });
const optional = (map: ReadonlyMap<string, unknown>) => fc.option(keysOf(map), { nil: undefined });
const [purposes, channels, data] = [SMALL.purposes, SMALL.channels, SMALL.data];
const saying: fc.Arbitrary<EventBody> = fc.oneof(
  fc.tuple(keysOf(purposes), keysOf(channels), keysOf(data)).map(([p, c, d]) => allow(p, c, d)),
  fc
    .tuple(optional(purposes), optional(channels), optional(data))
    .map(([p, c, d]) => deny(p ?? '*', c ?? '*', d ?? '*')),
);
const scope = fc
  .record({
    purposes: optional(purposes),
    channels: optional(channels),
    touchpoint: fc.option(fc.constantFrom(...SMALL.touchpoints.keys()), { nil: undefined }),
  })
  .map((parts): AllowScope => ({
    ...(parts.purposes && { purposes: parts.purposes }),
    ...(parts.channels && { channels: parts.channels }),
    ...(parts.touchpoint !== undefined && { touchpoint: parts.touchpoint }),
  }));

describe('whatever was said before', () => {
  it('a broad yes never brings back data refused by name, nor sensitive data, an explicit purpose or a contract', () => {
    fc.assert(
      fc.property(fc.array(saying, { maxLength: 10 }), scope, (bodies, within) => {
        const events = history(bodies);
        const before = foldSubject(events, 'me');
        const { boxes, leftOut } = composeAllow(SMALL, before, within);
        const after = boxes.reduce(
          (state, box, index) =>
            applyEvent(state, {
              eventId: `yes-${index}`,
              subject: 'me',
              body: allow(box.purposes, box.channels, box.data),
            }),
          before,
        );
        for (const purpose of purposes.values()) {
          for (const channel of channels.keys()) {
            for (const category of data.values()) {
              const cell = [purpose.key, channel, category.key] as const;
              const key = cellKey(...cell);
              const closed =
                refusedByName(before, ...cell, key) ||
                category.sensitive ||
                purpose.explicit ||
                purpose.basis === 'contract' ||
                within.purposes?.includes(purpose.key) === false ||
                within.channels?.includes(channel) === false;
              if (closed)
                expect(paintAt(after, ...cell, key)).toEqual(paintAt(before, ...cell, key));
            }
          }
        }
        for (const out of leftOut) {
          const named = boxes.some(
            (box) =>
              box.purposes.includes(out.purpose) &&
              box.channels.includes(out.channel) &&
              box.data.includes(out.data),
          );
          expect(named).toBe(false);
        }
        expect(composeAllow(SMALL, before, within)).toEqual({ boxes, leftOut });
      }),
      { numRuns: 300 },
    );
  });
});
