import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { anonymous } from '../identity/mint';
import type { PersonPrincipal, Principal } from '../identity/model';
import { historyOf } from '../record/history';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { searchLog } from './log-search';
import { deny, newPerson, officerWith, say } from './log.test-support';
import { lookUp, openCase } from './look-up';

const auditor = officerWith(['auditor']);
const identifier = { system: 'shop', id: 'look-1' };
const ground = '問い合わせ第7号への回答';

let temporary: TemporaryRuntime;
let runtime: Runtime;
let nowMs = Date.parse('2027-01-04T00:00:00Z');
let person: PersonPrincipal;

beforeAll(async () => {
  const clock: Clock = { now: () => nowMs };
  temporary = await openTemporaryRuntime({}, { clock });
  runtime = temporary.runtime;
  person = await newPerson(runtime, identifier);
  await say(runtime, person, [deny('*', 'portal')]);
});
afterAll(() => temporary.dispose());

async function caseOf(officer = auditor): Promise<string> {
  const outcome = await lookUp(runtime, officer, { identifier, ground });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.case;
}
async function looks(): Promise<number> {
  const items = await historyOf(runtime, person);
  return items.filter(({ body }) => body.type === 'look').length;
}

describe('looking a person up', () => {
  it('stands in that person’s history with its ground before anything is shown', async () => {
    const before = await looks();
    const opened = openCase(runtime, auditor, await caseOf());
    expect(opened?.subjects).toEqual([person.subject]);
    const [newest] = await historyOf(runtime, person);
    expect(newest?.body).toMatchObject({ type: 'look', ground, surface: 'console', by: 'officer' });
    expect(await looks()).toBe(before + 1);
  });

  it('shows that person’s events and nobody else’s', async () => {
    const other = await newPerson(runtime, { system: 'shop', id: 'look-2' });
    const [theirs] = await say(runtime, other, [deny('*', 'portal')]);
    const opened = openCase(runtime, auditor, await caseOf());
    const lines = await searchLog(
      runtime,
      auditor,
      { subjects: opened?.subjects ?? [] },
      { limit: 100 },
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.map(({ seq }) => seq)).not.toContain(theirs);
  });

  it.each([
    ['no ground', ''],
    ['blanks', '        '],
    ['four characters', 'abcd'],
    ['too many', 'x'.repeat(501)],
  ])('needs a ground: %s is none, and nothing is written', async (_name, words) => {
    const { seq } = await runtime.store.head();
    const outcome = await lookUp(runtime, auditor, { identifier, ground: words });
    expect(outcome).toEqual({ ok: false, reason: 'invalid_request', field: 'ground' });
    expect((await runtime.store.head()).seq).toBe(seq);
  });

  it('creates nobody when nobody is known under the number', async () => {
    const before = await runtime.store.countSubjects();
    const unknown = { system: 'shop', id: 'never-seen' };
    const outcome = await lookUp(runtime, auditor, { identifier: unknown, ground });
    expect(outcome).toMatchObject({ ok: false, reason: 'not_found' });
    expect(await runtime.store.countSubjects()).toBe(before);
  });

  const strangers: readonly (readonly [string, () => Principal])[] = [
    ['nobody', () => anonymous],
    ['the person', () => person],
    ['an officer who is no auditor', () => officerWith(['admin', 'author', 'approver'])],
  ];
  it.each(strangers)('%s may not, and leaves no trace', async (_name, principal) => {
    const { seq } = await runtime.store.head();
    await expect(lookUp(runtime, principal(), { identifier, ground })).rejects.toThrow(AppError);
    expect((await runtime.store.head()).seq).toBe(seq);
  });
});

describe('a look that cannot be written shows nothing', () => {
  it.each([
    ['refused', () => Promise.resolve({ ok: false as const, reason: 'unavailable' as const })],
    ['failed', () => Promise.reject(new AppError('unavailable', 'disk full'))],
  ])('commit %s: no case', async (_name, commit) => {
    const broken: Runtime = { ...runtime, commit };
    await expect(lookUp(broken, auditor, { identifier, ground })).rejects.toThrow(AppError);
  });

  it('a closed store: no case', async () => {
    const shut = await openTemporaryRuntime();
    await newPerson(shut.runtime, identifier);
    await shut.runtime.store.close();
    await expect(lookUp(shut.runtime, auditor, { identifier, ground })).rejects.toThrow();
    await shut.dispose();
  });
});

describe('a case', () => {
  it('is the officer’s alone', async () => {
    const token = await caseOf();
    expect(openCase(runtime, officerWith(['auditor'], 'off_other'), token)).toBeUndefined();
    expect(() => openCase(runtime, officerWith(['admin']), token)).toThrow(AppError);
    expect(() => openCase(runtime, person, token)).toThrow(AppError);
    expect(openCase(runtime, auditor, token)).toBeDefined();
  });

  it('is over after half an hour', async () => {
    const token = await caseOf();
    nowMs += 30 * 60_000 - 1;
    expect(openCase(runtime, auditor, token)).toBeDefined();
    nowMs += 1;
    expect(openCase(runtime, auditor, token)).toBeUndefined();
  });

  it('does not open when a byte of it was changed, nor when it is another seal of ours', async () => {
    const sealed = Buffer.from(await caseOf(), 'base64url');
    for (const at of [0, Math.floor(sealed.length / 2), sealed.length - 1]) {
      const bent = Buffer.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(openCase(runtime, auditor, bent.toString('base64url'))).toBeUndefined();
    }
    const content = { officer: auditor.officer, subjects: [person.subject], ground };
    const other = runtime.vault.seal(
      'portal-flash',
      Buffer.from(JSON.stringify({ ...content, expiresAtMs: nowMs + 1000 })),
    );
    expect(openCase(runtime, auditor, Buffer.from(other).toString('base64url'))).toBeUndefined();
    expect(openCase(runtime, auditor, '')).toBeUndefined();
  });

  it('says nothing in an address', async () => {
    const token = await caseOf();
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    const bytes = Buffer.from(token, 'base64url').toString('latin1');
    expect(bytes).not.toContain(person.subject);
    expect(bytes).not.toContain('look-1');
  });
});
