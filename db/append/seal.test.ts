import { expect, test } from 'vitest';
import { newSubject, sampleCommit, sampleEvent } from '../contract/samples';
import { testSeal } from '../sqlite/test-support/seal';
import { sealGroup } from './seal';

test('nothing is written unsealed by a store that cannot seal; what is sealed passes as it is', () => {
  const subject = newSubject();
  const sealed = sampleCommit(subject);
  const { eventId, search, topic } = sampleEvent(subject);
  const event = {
    ...{ eventId, search, topic, leaf: { k: 'event' as const, p: 'p' } },
    body: { json: '{}', opening: new Uint8Array(32) },
    personal: { subject, n: 2, random: new Uint8Array(32) },
    unsealed: { key: new Uint8Array(32), json: '{}' },
  };
  const group = [sealed, { ...sampleCommit(subject, 2), events: [event] }];
  expect(() => sealGroup(group, undefined)).toThrow('opened without a seal');
  expect(sealGroup([sealed], undefined)).toEqual([sealed]);
  const [, written] = sealGroup(group, testSeal);
  expect(written?.events[0]).not.toHaveProperty('unsealed');
  expect(written?.events[0]?.personal?.sealed).toHaveLength(32);
});
