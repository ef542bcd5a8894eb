import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import type { Runtime } from '../runtime/model';
import { openRuntime } from '../runtime/open';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { mint } from '../identity/mint';
import type { PersonPrincipal } from '../identity/model';
import { newId } from '../ids';
import { emptyState } from '../choice/state';
import { createLately } from './lately';
import { prepareAnnouncement } from './leaf';
import type { CommitRequest, NewPersonalEvent } from './model';

let temporary: TemporaryRuntime;
let one: Runtime;
let other: Runtime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  one = temporary.runtime;
  other = await openRuntime(one.env, { log: one.log });
});
afterAll(async () => {
  await other.close();
  await temporary.dispose();
});

function off(touchpoint: string): NewPersonalEvent {
  return { about: 'subject', body: { type: 'touchpoint-off', surface: 'system', touchpoint } };
}
async function say(
  runtime: Runtime,
  about: CommitRequest['about'],
  event: NewPersonalEvent,
  more: Partial<CommitRequest> = {},
): Promise<string> {
  const actor = deploymentPrincipal();
  const request = about === undefined ? {} : { about };
  const outcome = await runtime.commit({ actor, ...request, events: [event], ...more });
  return outcome.ok ? (outcome.subject ?? '') : outcome.reason;
}
/** What is off for them, as the row says it, and their revision; the row's seal must hold. */
async function standsAt(subject: string): Promise<readonly [number, readonly string[]]> {
  const found = await other.subjects.bySubject(subject);
  if (found === undefined || found.broken) throw new Error('no such row');
  return [found.n, [...found.state.touchpointsOff.keys()].sort()];
}
function countReads(runtime: Runtime): () => number {
  const find = runtime.store.findGroup;
  let reads = 0;
  const counted: typeof find = (by) => {
    reads += 1;
    return find(by);
  };
  Object.assign(runtime.store, { findGroup: counted });
  return () => reads;
}

describe('going on from what was written last', () => {
  it('reads no row of somebody it wrote to, under the handle and the subject id', async () => {
    const about = { identifier: { system: 'shop', id: 'again' } };
    const subject = await say(one, about, off('a'));
    const reads = countReads(one);
    await say(one, about, off('b'));
    await say(one, { subject }, off('c'));
    expect(reads()).toBe(0);
    expect(await standsAt(subject)).toEqual([3, ['a', 'b', 'c']]);
  });

  it('loses nothing that another process wrote meanwhile', async () => {
    const about = { identifier: { system: 'shop', id: 'two-processes' } };
    const subject = await say(one, about, off('a'));
    for (const name of ['b', 'd', 'f']) {
      await say(other, about, off(name));
      await say(one, about, off(`${name}2`));
    }
    expect(await standsAt(subject)).toEqual([7, ['a', 'b', 'b2', 'd', 'd2', 'f', 'f2']]);
  });

  it('takes the revision that the caller saw elsewhere, and turns an older one away', async () => {
    const about = { identifier: { system: 'shop', id: 'expecting' } };
    const subject = await say(one, about, off('a'));
    await say(other, about, off('b'));
    expect(await say(one, about, off('c'), { expected: 1 })).toBe('conflict');
    expect(await say(one, about, off('d'), { expected: 2 })).toBe(subject);
    expect(await standsAt(subject)).toEqual([3, ['a', 'b', 'd']]);
  });

  it('reads everybody again once another process has joined two that it wrote to', async () => {
    const subjects = [
      await say(one, { identifier: { system: 'shop', id: 'joined-1' } }, off('a')),
      await say(one, { identifier: { system: 'shop', id: 'joined-2' } }, off('b')),
    ];
    const [first = '', second = ''] = subjects;
    const actor = mint<PersonPrincipal>({ kind: 'person', subject: first, sessionId: 's' });
    const join: NewPersonalEvent = {
      about: 'subject',
      body: { type: 'join', surface: 'portal', confirmed: true },
      of: second,
    };
    expect(await say(other, { subject: first }, join, { actor })).toBe(first);
    await say(one, { identifier: { system: 'shop', id: 'joined-2' } }, off('c'));
    expect(await standsAt(first)).toEqual(await standsAt(second));
    expect((await standsAt(first))[1]).toEqual(['a', 'b', 'c']);
  });

  it('does not bring a state back that a replay of somebody else’s history changed', async () => {
    const about = { identifier: { system: 'shop', id: 'crossed' } };
    const subject = await say(one, about, off('a'));
    const [before] = await one.store.findSubjects([subject]);
    if (before === undefined) throw new Error('no row');
    const state = await say(one, { identifier: { system: 'shop', id: 'donor' } }, off('z'));
    const [donor] = await one.store.findSubjects([state]);
    if (donor === undefined) throw new Error('no donor');
    // As a replay writes it: another state at the same revision, no event in this chain.
    const seal = one.vault.sealState(subject, before.n, before.head, donor.state);
    const rewritten = { ...before, state: donor.state, seal };
    const results = await other.store.append([
      {
        ...{ expected: [{ subject, n: before.n }], idempotency: null, states: [rewritten] },
        ...{
          events: [
            prepareAnnouncement(
              { about: 'deployment', kind: 'notice', document: 'x' },
              newId('evt'),
              1,
            ),
          ],
          identifiers: [],
          rows: [],
          t: null,
        },
      },
    ]);
    expect(results).toMatchObject([{ ok: true }]);
    await say(one, about, off('b'));
    expect(await standsAt(subject)).toEqual([2, ['b', 'z']]);
  });

  it('forgets whom it wrote to longest ago', () => {
    const lately = createLately(2);
    for (const subject of ['x', 'y', 'z']) {
      lately.keep({ subject, n: 1, seq: 1, head: '', state: emptyState() }, `handle of ${subject}`);
    }
    const kept = ['x', 'y', 'z'].map((subject) => lately.byHandle(`handle of ${subject}`)?.subject);
    expect(kept).toEqual([undefined, 'y', 'z']);
    lately.clear();
    expect(lately.bySubject('z')).toBeUndefined();
  });
});
