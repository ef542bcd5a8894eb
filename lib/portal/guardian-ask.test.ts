import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPersonSession } from '../identity/entrances';
import { newLinkCode } from '../identity/link-codes';
import { mint } from '../identity/mint';
import type { PersonPrincipal } from '../identity/model';
import { declareAge, linkGuardian, sayOfWard } from '../record/guardians';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { commitAct } from './commands';
import { askView } from './guardian-ask';
import { commitGuardianAct } from './guardian-acts';

const DAY_MS = 86_400_000;
let opened: TemporaryRuntime;
let nowMs = Date.parse('2026-11-22T03:00:00Z');
let count = 0;
const once = () => String((count += 1)).padStart(22, '0');
beforeAll(async () => {
  opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
});
afterAll(() => opened.dispose());

async function signedIn(address: string): Promise<PersonPrincipal> {
  const session = await openPersonSession(opened.runtime, address);
  const subject = session?.who ?? '';
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
}
const written: string[] = [];
function write(address: string): Promise<void> {
  written.push(address);
  return Promise.resolve();
}
const ask = (person: PersonPrincipal) =>
  commitGuardianAct(opened.runtime, person, { act: 'ask', once: once() }, write);

it('a child asks all their guardians by mail, once a day, where something waits', async () => {
  const { runtime } = opened;
  const child = await signedIn('child@example.test');
  const guardians = [await signedIn('ann@example.test'), await signedIn('bob@example.test')];
  const endsAtMs = Date.parse('2031-05-31T15:00:00Z');
  await declareAge(runtime, child, { ageBand: 'child', endsAtMs }, once());
  const allow = { act: 'allow-purpose', purpose: 'recommend', once: once(), version: 1 } as const;
  expect(await commitAct(runtime, child, allow, 'en')).toMatchObject({ ok: true });
  // Nobody is linked: there is nobody to ask, and nothing is recorded.
  const before = (await runtime.store.head()).seq;
  expect([await askView(runtime, child, write), (await ask(child)).ok]).toEqual([undefined, false]);
  expect((await runtime.store.head()).seq).toBe(before);

  for (const guardian of guardians) {
    const { code } = await newLinkCode(runtime, child, 'guardian');
    expect(await linkGuardian(runtime, guardian, code, once())).toMatchObject({ ok: true });
  }
  const linked = (await runtime.store.head()).seq;
  expect(await askView(runtime, child, write)).toEqual({ askedAtMs: null, againAtMs: null });
  expect(await ask(child)).toEqual({ ok: true, said: 'ask' });
  expect(written).toEqual(['ann@example.test', 'bob@example.test']);
  expect(await askView(runtime, child, undefined)).toBeUndefined();
  expect((await runtime.store.head()).seq - linked).toBe(1);
  expect(await askView(runtime, child, write)).toEqual({
    askedAtMs: nowMs,
    againAtMs: nowMs + DAY_MS,
  });
  expect(await ask(child)).toEqual({ ok: false, problem: 'conflict' });
  expect(written).toHaveLength(2);

  nowMs += DAY_MS;
  for (const guardian of guardians) {
    const word = { act: 'approve', purposes: ['recommend'], once: once() } as const;
    await sayOfWard(runtime, guardian, child.subject, word);
  }
  // Nothing waits any more.
  expect(await ask(child)).toEqual({ ok: false, problem: 'conflict' });
  expect(written).toHaveLength(2);
});
