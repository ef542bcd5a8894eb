import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../clock';
import { anonymous, mint } from '../identity/mint';
import type { PersonPrincipal, Principal, SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { countLog, searchLog, type LogQuestion } from './log-search';
import { allow, deny, newPerson, officerWith, say, switchOff } from './log.test-support';

const auditor = officerWith(['auditor']);
const START_MS = Date.parse('2027-01-04T00:00:00Z');
const HOUR_MS = 3_600_000;

let temporary: TemporaryRuntime;
let runtime: Runtime;
let nowMs = START_MS;
let person: PersonPrincipal;
/** seq by what was said. */
const said: Record<'allow' | 'denyAds' | 'sweep' | 'mail' | 'off', number> = {
  ...{ allow: 0, denyAds: 0, sweep: 0, mail: 0, off: 0 },
};

beforeAll(async () => {
  const clock: Clock = { now: () => nowMs };
  temporary = await openTemporaryRuntime({}, { clock });
  runtime = temporary.runtime;
  person = await newPerson(runtime, { system: 'shop', id: 'search-1' });
  const events = [
    ['allow', allow('recommend', 'web')],
    ['denyAds', deny(['advertise'], 'portal')],
    ['sweep', deny('*', 'portal')],
    ['mail', deny(['recommend'], 'mail-link')],
    ['off', switchOff('home-hero')],
  ] as const;
  for (const [name, event] of events) {
    nowMs += HOUR_MS;
    said[name] = (await say(runtime, person, [event]))[0] ?? 0;
  }
});
afterAll(() => temporary.dispose());

async function found(question: LogQuestion): Promise<readonly number[]> {
  const lines = await searchLog(runtime, auditor, question, { limit: 100 });
  expect(await countLog(runtime, auditor, question)).toBe(lines.length);
  return lines.map(({ seq }) => seq);
}

describe('a search of the log', () => {
  it('gives the newest first, a page at a time', async () => {
    const first = await searchLog(runtime, auditor, { by: 'person' }, { limit: 2 });
    expect(first.map(({ seq }) => seq)).toEqual([said.off, said.sweep]);
    const next = await searchLog(
      runtime,
      auditor,
      { by: 'person' },
      { limit: 2, beforeSeq: said.sweep },
    );
    expect(next.map(({ seq }) => seq)).toEqual([said.denyAds, said.allow]);
  });

  it('narrows by time: from included, to excluded', async () => {
    const fromMs = START_MS + 2 * HOUR_MS;
    expect(await found({ by: 'person', fromMs, toMs: fromMs + HOUR_MS })).toEqual([said.denyAds]);
    expect(await found({ by: 'person', fromMs, toMs: fromMs + HOUR_MS + 1 })).toEqual([
      said.sweep,
      said.denyAds,
    ]);
  });

  it('narrows by the kind of event', async () => {
    expect(await found({ types: ['allow'] })).toEqual([said.allow]);
    expect(await found({ types: ['allow', 'touchpoint-off'] })).toEqual([said.off, said.allow]);
  });

  it('finds a purpose where it is named and where everything is swept', async () => {
    expect(await found({ purpose: 'advertise' })).toEqual([said.sweep, said.denyAds]);
    expect(await found({ purpose: 'recommend', types: ['deny'] })).toEqual([said.mail, said.sweep]);
    expect(await found({ purpose: 'skin-care' })).toEqual([said.sweep]);
  });

  it('narrows by where it was said and by who said it', async () => {
    expect(await found({ surface: 'mail-link' })).toEqual([said.mail]);
    expect(await found({ by: 'link' })).toEqual([said.mail]);
    expect(await found({ surface: 'call' })).toEqual([]);
  });

  it('narrows to one person, and to nobody where nobody is named', async () => {
    const other = await newPerson(runtime, { system: 'shop', id: 'search-2' });
    const [theirs] = await say(runtime, other, [deny('*', 'portal')]);
    expect(await found({ subjects: [other.subject] })).toEqual([theirs]);
    expect(await found({ subjects: [] })).toEqual([]);
  });

  it('says nothing of whom an event is about', async () => {
    const lines = await searchLog(runtime, auditor, {}, { limit: 100 });
    expect(JSON.stringify(lines)).not.toContain(person.subject);
    expect(JSON.stringify(lines)).not.toContain('search-1');
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(['atMs', 'body', 'eventId', 'kind', 'seq']);
    }
  });
});

describe('only an auditor searches', () => {
  const system = mint<SystemPrincipal>({
    ...{ kind: 'system', system: 'shop', keyId: 'k', scopes: ['audit'], touchpoints: ['*'] },
    test: false,
  });
  const strangers: readonly (readonly [string, () => Principal, string])[] = [
    ['nobody', () => anonymous, 'unauthenticated'],
    ['a person', () => person, 'unauthenticated'],
    ['a system', () => system, 'unauthenticated'],
    ['an officer who is no auditor', () => officerWith(['admin', 'approver']), 'forbidden'],
    ['an officer without roles', () => officerWith([]), 'forbidden'],
  ];
  it.each(strangers)('%s gets nothing', async (_name, principal, code) => {
    const refusal = expect.objectContaining({ code }) as unknown;
    await expect(searchLog(runtime, principal(), {}, { limit: 1 })).rejects.toEqual(refusal);
    await expect(countLog(runtime, principal(), {})).rejects.toEqual(refusal);
  });
});
