import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { commitAct } from './commands';
import { toldFor } from './told';

let opened: TemporaryRuntime;
beforeAll(async () => {
  opened = await openTemporaryRuntime();
});
afterAll(() => opened.dispose());

async function personAs(name: string): Promise<PersonPrincipal> {
  const made = await opened.runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: MAIL_SYSTEM, id: `${name}@example.test` } },
    events: [],
  });
  if (!made.ok || made.subject === undefined) throw new Error('nobody was made');
  return mint<PersonPrincipal>({ kind: 'person', subject: made.subject, sessionId: 's' });
}

let taps = 0;
type Tap =
  | { act: 'tell'; words: string }
  | { act: 'untell'; told: string }
  | { act: 'undo'; events: string };
function tap(person: PersonPrincipal, said: Tap) {
  taps += 1;
  const carried = { once: String(taps).padStart(22, '0'), version: 1 };
  return commitAct(opened.runtime, person, { ...said, ...carried }, 'ja');
}
const wordsOf = async (person: PersonPrincipal) =>
  (await toldFor(opened.runtime, person)).map(({ words }) => words);

it('what was told stands until it is taken back; both can be undone; the words are in no body', async () => {
  const me = await personAs('me');
  const tea = await tap(me, { act: 'tell', words: ' 紅茶が好き ' });
  await tap(me, { act: 'tell', words: '山歩き' });
  expect(await wordsOf(me)).toEqual(['山歩き', '紅茶が好き']);
  const again = await tap(me, { act: 'tell', words: '紅茶が好き' });
  expect(again).toMatchObject({ ok: true, eventIds: [] });

  const told = tea.ok ? (tea.eventIds[0] ?? '') : '';
  const taken = await tap(me, { act: 'untell', told });
  expect(await wordsOf(me)).toEqual(['山歩き']);
  await tap(me, { act: 'undo', events: taken.ok ? taken.eventIds.join(' ') : '' });
  expect(await wordsOf(me)).toEqual(['山歩き', '紅茶が好き']);
  await tap(me, { act: 'undo', events: told });
  expect(await wordsOf(me)).toEqual(['山歩き']);

  const events = await opened.runtime.store.eventsOf([me.subject]);
  expect(events.length).toBe(5);
  for (const { body } of events) expect(body?.json ?? '').not.toContain('紅茶');
});

it('nobody takes back what another told, and what cannot be written names its field', async () => {
  const [me, other] = [await personAs('a'), await personAs('b')];
  const said = await tap(me, { act: 'tell', words: '庭いじり' });
  const told = said.ok ? (said.eventIds[0] ?? '') : '';
  expect(await tap(other, { act: 'untell', told })).toMatchObject({ ok: true, eventIds: [] });
  expect(await wordsOf(me)).toEqual(['庭いじり']);
  for (const words of ['   ', 'あ'.repeat(81), 'a\u0000b']) {
    expect(await tap(me, { act: 'tell', words })).toMatchObject({ ok: false, field: 'words' });
  }
});
