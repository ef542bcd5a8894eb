import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOpenings } from '../../evidence/opening-check';
import { deploymentPrincipal } from '../../identity/deployment';
import { newLinkCode } from '../../identity/link-codes';
import { mint } from '../../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal } from '../../identity/model';
import { sayNotMe } from '../../record/links';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

describe.each(ENGINES)('links on %s', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let nowMs = Date.now();
  beforeAll(async () => {
    api = await openApiUnderTest(await settings(), { clock: { now: () => nowMs } });
    key = await api.key({ scopes: ['identify', 'decide', 'choice:refuse', 'choice:allow'] });
  });
  afterAll(() => api.close());

  let people = 0;
  const handleOf = (id: string, system = 'shop') => api.runtime.vault.handleOf({ system, id });
  const pathOf = (handle: string) => `/api/v1/subjects/${handle}/links`;
  async function known(id: string, system = 'shop'): Promise<string> {
    const about = { identifier: { system, id } };
    const made = await api.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
    return (made.ok && made.subject) || '';
  }
  /** Signed in with an address. */
  async function person(): Promise<PersonPrincipal> {
    people += 1;
    const subject = await known(`p${String(people)}@example.org`, MAIL_SYSTEM);
    return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
  }
  const put = (id: string, body: unknown, by = key) =>
    api.send('PUT', pathOf(handleOf(id)), { key: by, body });
  const look = (id: string, by = key) =>
    api.send('GET', pathOf(handleOf(id)), {
      key: by,
      headers: { 'look-ground': encodeURIComponent('二重登録の確認') },
    });
  const drop = (id: string, other: string, by = key) =>
    api.send('DELETE', `${pathOf(handleOf(id))}?with=${handleOf(other)}`, { key: by });
  const choose = async (id: string, said: object) => {
    people += 1;
    const answer = await api.send('POST', '/api/v1/choices', {
      key,
      headers: { 'idempotency-key': `"${String(people)}"` },
      body: { subject: { system: 'shop', id }, surface: 'form', ...said },
    });
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
  };
  const box = { purposes: ['recommend'], channels: ['web'], data: ['purchases'] };
  const allow = {
    ...{ type: 'allow', ...box, notice: { catalogueVersion: 1, locale: 'ja' } },
    evidence: { kind: 'form', reference: '1' },
  };
  const deny = { type: 'deny', ...box, data: '*' };
  const reasonFor = async (id: string) => {
    const body = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you' };
    return (await api.send('POST', '/api/v1/decisions', { key, body })).json.reason;
  };

  it('without a code only refusals cross, and the system may take it back', async () => {
    await known('card-1');
    await choose('web-1', allow);
    const answer = await put('card-1', { subject: { system: 'shop', id: 'web-1' } });
    expect([answer.status, answer.json.confirmed]).toEqual([200, false]);
    expect([await reasonFor('card-1'), await reasonFor('web-1')]).toEqual([
      'never_asked',
      'allowed',
    ]);
    expect((await look('card-1')).json).toEqual({
      links: [{ handle: handleOf('web-1'), confirmed: false }],
    });
    await choose('card-1', deny);
    expect(await reasonFor('web-1')).toBe('withdrawn');
    expect((await drop('card-1', 'web-1')).status).toBe(200);
    expect((await look('web-1')).json).toEqual({ links: [] });
    expect(await reasonFor('web-1')).toBe('withdrawn');
  });

  it('said twice or taken back twice, nothing is written the second time', async () => {
    await known('card-2');
    const body = { subject: { system: 'shop', id: 'unseen-until-now' } };
    const first = await Promise.all(Array.from({ length: 4 }, () => put('card-2', body)));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const entries = await api.entries();
    expect((await put('card-2', body)).json.confirmed).toBe(false);
    expect(await api.entries()).toBe(entries);
    await drop('card-2', 'unseen-until-now');
    const after = await api.entries();
    expect((await drop('card-2', 'unseen-until-now')).status).toBe(200);
    expect(await api.entries()).toBe(after);
  });

  it('with the code of the person two records become one, once', async () => {
    const subject = await known('card-3');
    await choose('card-3', deny);
    const me = await person();
    const { code } = await newLinkCode(api.runtime, me);
    const heard = code.toLowerCase().replace('-', ' ').replace(/0/g, 'o').replace(/1/g, 'l');
    const answer = await put('card-3', { code: heard });
    expect([answer.status, answer.json.confirmed]).toEqual([200, true]);
    const rows = await api.runtime.store.findSubjects([subject, me.subject]);
    expect(rows[0]?.leader).toBe(rows[1]?.leader);

    const entries = await api.entries();
    await known('card-3b');
    expect((await put('card-3b', { code })).status).toBe(404);
    expect((await look('card-3b')).json).toEqual({ links: [] });
    // The look alone was written.
    expect(await api.entries()).toBe(entries + 1);
  });

  it('a code is over after a quarter of an hour, and one that was guessed opens nothing', async () => {
    await known('card-4');
    const { code } = await newLinkCode(api.runtime, await person());
    nowMs += 15 * 60_000;
    for (const tried of [code, 'AAAAA-AAAAA', '', 'x'.repeat(64)]) {
      const answer = await put('card-4', { code: tried });
      expect([answer.status, answer.json.errors]).toMatchObject([404, [{ pointer: '/code' }]]);
    }
  });

  it('two people who each sign in never become one by a code', async () => {
    await known('card-5');
    const [me, other] = [await person(), await person()];
    expect((await put('card-5', { code: (await newLinkCode(api.runtime, me)).code })).status).toBe(
      200,
    );
    const answer = await put('card-5', { code: (await newLinkCode(api.runtime, other)).code });
    expect(answer.status).toBe(409);
    const rows = await api.runtime.store.findSubjects([me.subject, other.subject]);
    expect(rows[0]?.leader).not.toBe(rows[1]?.leader);
  });

  it('what the person confirmed only the person ends', async () => {
    const subject = await known('card-6');
    const me = await person();
    await put('card-6', { code: (await newLinkCode(api.runtime, me)).code });
    await known('card-6b');
    await put('card-6b', { subject: { system: 'shop', id: 'card-6' } });
    expect((await look('card-6')).json).toEqual({
      links: [{ handle: handleOf('card-6b'), confirmed: false }],
    });
    expect((await drop('card-6', 'card-6')).status).toBe(403);
    expect((await sayNotMe(api.runtime, me, subject)).ok).toBe(true);
    const rows = await api.runtime.store.findSubjects([subject, me.subject]);
    expect(rows[0]?.leader).not.toBe(rows[1]?.leader);
    const stranger = await sayNotMe(api.runtime, await person(), subject);
    expect(stranger).toMatchObject({ ok: false, reason: 'not_found' });
  });

  it('whatever was joined and parted, every state is the fold of its events', async () => {
    expect(await checkOpenings(api.runtime)).toEqual([]);
  });

  it('a look is an event in the history of the person, before anything is told', async () => {
    await known('card-7');
    const before = await api.entries();
    expect((await look('card-7')).status).toBe(200);
    expect(await api.entries()).toBe(before + 1);
    const without = await api.send('GET', pathOf(handleOf('card-7')), { key });
    expect([without.status, await api.entries()]).toEqual([400, before + 1]);
    expect((await look('never-seen')).json).toEqual({ links: [] });
    expect(await api.entries()).toBe(before + 1);
  });

  it('tells a system its own handles alone, and takes nothing about those of another', async () => {
    const [mine, theirs] = [await known('card-8'), await known('app-8', 'app')];
    const me = await person();
    const join = (of: string) => ({
      ...({ about: 'subject', of } as const),
      body: { type: 'join', surface: 'portal', confirmed: true } as const,
    });
    await api.runtime.commit({
      ...{ actor: me, about: { subject: me.subject }, events: [join(mine), join(theirs)] },
    });
    const entries = await api.entries();
    expect((await look('card-8')).json).toEqual({ links: [] });
    const foreign = handleOf('app-8', 'app');
    const app = await api.key({ system: 'app', scopes: ['identify'] });
    const before = await api.entries();
    expect((await look('card-8', app)).json).toEqual({ links: [] });
    const answers = [
      await put('card-8', { subject: { handle: foreign } }),
      await put('card-8', { subject: { system: 'app', id: 'app-8' } }),
      await put('card-8', { subject: { handle: foreign } }, app),
      await api.send('DELETE', `${pathOf(handleOf('card-8'))}?with=${foreign}`, { key }),
      await put('nobody', { subject: { system: 'shop', id: 'card-8' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 404, 404, 404]);
    for (const { text } of answers) expect(text).not.toMatch(/sub_|"seq"/);
    expect([await api.entries(), before]).toEqual([before, entries + 2]);
  });

  it.each([
    [{}, '/subject'],
    [{ code: 7 }, '/code'],
    [{ subject: { system: 'shop', id: 'x' }, code: 'x' }, '/code'],
    [{ subject: { system: 'shop' } }, '/subject/id'],
  ])('400 %j', async (body, pointer) => {
    const before = await api.entries();
    const answer = await put('card-1', body);
    const errors = answer.json.errors as readonly { pointer: string }[];
    expect([answer.status, errors.map((error) => error.pointer)]).toEqual([
      400,
      expect.arrayContaining([pointer]),
    ]);
    expect(await api.entries()).toBe(before);
  });

  it('401 without a key, 403 without the scope and to a test key', async () => {
    const before = await api.entries();
    const body = { subject: { system: 'shop', id: 'web-1' } };
    const path = pathOf(handleOf('card-1'));
    expect((await api.send('PUT', path, { body })).status).toBe(401);
    for (const other of [
      await api.key({ scopes: ['decide', 'audit'] }),
      await api.key({ scopes: ['identify'], test: true }),
    ]) {
      expect((await put('card-1', body, other)).status).toBe(403);
      expect((await drop('card-1', 'web-1', other)).status).toBe(403);
    }
    // Two keys were announced.
    expect(await api.entries()).toBe(before + 2);
  });
});
