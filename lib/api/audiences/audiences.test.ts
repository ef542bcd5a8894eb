// An audience over HTTP: judged as one by one, streamed, audited, silent about few and about others.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NameList } from '../../../db/name-list';
import type { AudienceCandidate, AudienceTotals } from '../../../sdk/src/contract';
import { officerWith } from '../../evidence/log.test-support';
import { findGaps } from '../../evidence/violations';
import { openWords } from '../../record/audience-words';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/audiences';
const FOR = { touchpoint: 'shop-for-you', campaign: '冬のセール', segment: '東京・30代' };
const PEOPLE = 40;
const id = (number: number) => `member-${String(number)}`;

interface Heard {
  readonly status: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly text: string;
}

describe.each(ENGINES)('an audience on %s', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let sent = 0;

  async function say(person: number, choice: Record<string, unknown>): Promise<void> {
    sent += 1;
    const { status, text } = await api.send('POST', '/api/v1/choices', {
      key: writer,
      headers: { 'idempotency-key': `"${String(sent)}"` },
      body: { subject: { system: 'shop', id: id(person) }, surface: 'form', ...choice },
    });
    expect([status, text]).toEqual([201, text]);
  }
  let writer: string;
  const allow = {
    ...{ type: 'allow', purposes: ['recommend'], channels: ['web'], data: ['purchases'] },
    ...{ notice: { catalogueVersion: 1, locale: 'ja' } },
    evidence: { kind: 'form', reference: 'f' },
  };
  const deny = { type: 'deny', purposes: '*', channels: '*', data: '*' };

  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    writer = await api.key({ scopes: ['choice:allow', 'choice:refuse'] });
    key = await api.key({ scopes: ['audience', 'decide'] });
    // 0–19 allowed, 20–32 allowed and withdrew, 33–35 refused, the rest was never asked.
    for (let person = 0; person < 33; person += 1) await say(person, allow);
    for (let person = 20; person < 36; person += 1) await say(person, deny);
  }, 120_000);
  afterAll(() => api.close());

  async function ask(
    lines: readonly unknown[],
    { by = key, head = FOR }: { by?: string; head?: unknown } = {},
  ): Promise<Heard> {
    const body = [head, ...lines].map((line) =>
      typeof line === 'string' && line.startsWith('raw:') ? line.slice(4) : JSON.stringify(line),
    );
    const response = await fetch(api.url + PATH, {
      method: 'POST',
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/x-ndjson' },
      body: body.join('\n'),
    });
    const text = await response.text();
    const parsed = text.split('\n').filter((line) => line !== '');
    return {
      status: response.status,
      text,
      lines: parsed.map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  }
  const totalsOf = ({ lines }: Heard) => lines.at(-1) as unknown as AudienceTotals;
  const candidatesOf = ({ lines }: Heard) =>
    lines.slice(0, -1) as unknown as readonly AudienceCandidate[];
  const everybody = Array.from({ length: PEOPLE }, (_unused, number) => id(number));

  it('names whoever a single question would permit, in the order asked, and nobody else', async () => {
    const heard = await ask(everybody);
    expect(heard.status).toBe(200);
    const body = {
      evaluations: everybody.map((one) => ({
        subject: { system: 'shop', id: one },
        touchpoint: FOR.touchpoint,
      })),
    };
    const { json } = await api.send('POST', '/api/v1/decisions/batch', { key, body });
    const decisions = json['decisions'] as readonly {
      readonly decision: boolean;
      data: { permitted: string[] };
    }[];
    const permitted = everybody.filter((_unused, at) => decisions[at]?.decision);
    expect(permitted).toHaveLength(20);
    expect(candidatesOf(heard).map(({ subject }) => subject)).toEqual(permitted);
    for (const candidate of candidatesOf(heard)) {
      expect(candidate).toMatchObject({
        line: 'candidate',
        permitted: decisions[0]?.data.permitted,
      });
      const leftMs = Date.parse(candidate.validUntil) - Date.now();
      expect(leftMs).toBeGreaterThan(23 * 3_600_000);
      expect(leftMs).toBeLessThanOrEqual(24 * 3_600_000);
    }
  });

  it('is a no for whoever’s state was changed behind our back, though others said the same', async () => {
    const { store } = api.runtime;
    const stateRunOf = store.stateRunOf.bind(store);
    let changed = 0;
    const lastChanged = async (subjects: NameList) => {
      const bytes = await stateRunOf(subjects);
      // Of the last an event's id: when it is read, the answer of whoever said the same is known.
      const at = bytes.lastIndexOf('evt_') + 'evt_'.length;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      changed += 1;
      return bytes;
    };
    Object.assign(store, { stateRunOf: lastChanged });
    try {
      const heard = await ask(everybody.slice(0, 20));
      expect(changed).toBeGreaterThan(0);
      expect(candidatesOf(heard)).toHaveLength(20 - changed);
      expect(totalsOf(heard).reasons).toEqual({ allowed: 20 - changed, other: changed });
    } finally {
      Object.assign(store, { stateRunOf });
    }
  });

  it('ends with totals by reason, those about few together', async () => {
    const totals = totalsOf(await ask(everybody));
    expect(totals).toMatchObject({
      ...{ line: 'totals', people: PEOPLE, permitted: 20, not: 20, duplicates: 0, unreadable: 0 },
      reasons: { allowed: 20, withdrawn: 13, other: 7 },
    });
    expect(typeof totals.consentToken).toBe('string');
  });

  it('counts nobody twice, so that few do not become many by being named often', async () => {
    const often = Array.from({ length: 15 }, () => [id(33), { system: 'shop', id: id(33) }]).flat();
    const totals = totalsOf(await ask(often));
    expect(totals).toMatchObject({ people: 1, not: 1, duplicates: 29, reasons: { other: 1 } });
  });

  it('takes ids, subjects and own handles; what it cannot read is left out and told by number', async () => {
    const handle = api.runtime.vault.handleOf({ system: 'shop', id: id(0) });
    const foreign = api.runtime.vault.handleOf({ system: 'mailer', id: id(0) });
    const heard = await ask([
      { handle },
      { handle: foreign },
      { system: 'mailer', id: id(1) },
      'raw:{"system":"shop"',
      'raw:',
      'raw:"\\u006dember-1"',
      42,
      { system: 'shop', id: id(2), more: true },
    ]);
    expect(candidatesOf(heard).map(({ subject }) => subject)).toEqual([{ handle }, id(1)]);
    expect(totalsOf(heard)).toMatchObject({
      ...{ people: 3, unreadable: 4, unreadableLines: [4, 5, 8, 9] },
      reasons: { other: 3 },
    });
  });

  it('answers another system’s handle like one nobody has seen', async () => {
    const mailer = await api.key({ system: 'mailer', scopes: ['choice:refuse'] });
    const body = { subject: { system: 'mailer', id: 'm1' }, surface: 'form', ...deny };
    const headers = { 'idempotency-key': '"m1"' };
    await api.send('POST', '/api/v1/choices', { key: mailer, headers, body });
    const theirs = api.runtime.vault.handleOf({ system: 'mailer', id: 'm1' });
    const nobodys = api.runtime.vault.handleOf({ system: 'shop', id: 'nobody' });
    const [seen, unseen] = [await ask([{ handle: theirs }]), await ask([{ handle: nobodys }])];
    const plain = (heard: Heard) => ({ ...totalsOf(heard), consentToken: '' });
    expect(plain(seen)).toEqual(plain(unseen));
  });

  it('is in the log before the first name leaves, its words in the personal part alone', async () => {
    const before = await api.entries();
    await ask([id(0)]);
    expect(await api.entries()).toBe(before + 1);
    const [event] = await api.runtime.store.searchLog({
      ...{ types: ['export'], order: 'newest', limit: 1 },
    });
    const body = event?.body?.json ?? '';
    expect(JSON.parse(body)).toMatchObject({
      ...{ by: 'key', surface: 'api', system: 'shop', format: 'audience' },
      filter: 'audience for shop-for-you',
    });
    expect(body).not.toContain('セール');
  });

  it('is told to whoever was in it, in the words it was given, and to nobody else', async () => {
    const { runtime } = api;
    const before = runtime.clock.now();
    await ask([id(1), id(25), id(39), id(1)]);
    const inIt = async (person: number) => {
      const handle = runtime.vault.handleOf({ system: 'shop', id: id(person) });
      const subject = (await runtime.subjects.byHandle(handle))?.subject;
      const rows = await runtime.store.audiencesOf(subject === undefined ? [] : [subject], 0, 100);
      return rows.filter(({ atMs }) => atMs >= before);
    };
    const [row, ...more] = await inIt(1);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ system: 'shop', touchpoint: FOR.touchpoint });
    expect(openWords(runtime.vault, row?.sealed ?? new Uint8Array())).toEqual({
      ...{ campaign: FOR.campaign, segment: FOR.segment },
    });
    expect(Buffer.from(row?.sealed ?? []).includes(FOR.segment)).toBe(false);
    for (const person of [2, 25, 39]) expect(await inIt(person)).toEqual([]);
  });

  it('whoever hangs up in the middle has told the people whose names were taken', async () => {
    const { runtime } = api;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const lines = [FOR, id(2), id(3)].map((line) => `${JSON.stringify(line)}\n`);
        controller.enqueue(Buffer.from(lines.join('')));
      },
    });
    const before = runtime.clock.now();
    const leaving = new AbortController();
    const response = await fetch(api.url + PATH, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      ...{ body, duplex: 'half', signal: leaving.signal },
    });
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(Buffer.from(value ?? []).toString('utf8')).toContain(id(2));
    leaving.abort();
    const handle = runtime.vault.handleOf({ system: 'shop', id: id(2) });
    const subject = (await runtime.subjects.byHandle(handle))?.subject ?? '';
    await expect
      .poll(() => runtime.store.audiencesOf([subject], before, 1), { timeout: 30_000 })
      .toHaveLength(1);
  });

  it('makes its place one that is asked about: no gap', async () => {
    const auditor = officerWith(['auditor']);
    const gaps = async () =>
      (await findGaps(api.runtime, auditor, { days: 7 })).map(({ touchpoint }) => touchpoint);
    const places = [...api.runtime.catalogues.current().touchpoints.values()];
    const other = places.find(({ touchpoint: { key: place, system, status } }) => {
      return system === 'shop' && status === 'live' && place !== FOR.touchpoint;
    });
    const touchpoint = other?.touchpoint.key ?? '';
    expect(await gaps()).toContain(touchpoint);
    await ask([id(0)], { head: { ...FOR, touchpoint } });
    expect(await gaps()).not.toContain(touchpoint);
  });

  it('is refused before anybody is looked at, naming the field', async () => {
    const other = await api.key({ scopes: ['decide', 'choice:allow', 'import'] });
    const narrow = await api.key({ scopes: ['audience'], touchpoints: ['newsletter'] });
    const foreign = await api.key({ system: 'mailer', scopes: ['audience'] });
    const before = await api.entries();
    const cases: readonly (readonly [Promise<Heard>, number, string | undefined])[] = [
      [ask([id(0)], { by: other }), 403, undefined],
      [ask([id(0)], { by: narrow }), 400, '/touchpoint'],
      [ask([id(0)], { by: foreign }), 400, '/touchpoint'],
      [ask([id(0)], { head: { ...FOR, touchpoint: 'nowhere' } }), 400, '/touchpoint'],
      [ask([id(0)], { head: { ...FOR, campaign: ' ' } }), 400, '/campaign'],
      [ask([id(0)], { head: { ...FOR, segment: 'a\nb' } }), 400, '/segment'],
      [ask([id(0)], { head: { ...FOR, data: ['conversations'] } }), 400, '/data/0'],
      [ask([id(0)], { head: { ...FOR, who: 'x' } }), 400, '/who'],
      [ask([], { head: id(0) }), 400, ''],
    ];
    for (const [heard, status, pointer] of cases) {
      const { lines, status: got } = await heard;
      const [error] = (lines[0]?.['errors'] ?? []) as readonly { readonly pointer: string }[];
      expect([got, error?.pointer]).toEqual([status, pointer]);
    }
    expect(await api.entries()).toBe(before);
  });

  it('with a test key answers about the fixed people, and nothing is recorded', async () => {
    const by = await api.key({ scopes: ['audience'], test: true });
    const before = await api.entries();
    const heard = await ask(['allowed', 'refused', { system: 'test', id: 'limit' }], { by });
    expect(candidatesOf(heard).map(({ subject }) => subject)).toEqual(['allowed']);
    expect(totalsOf(heard)).toMatchObject({ people: 3, permitted: 1, not: 2 });
    expect(await api.entries()).toBe(before);
  });

  it('where staff look on tells whom to show to and how many not, never why', async () => {
    const places = [...api.runtime.catalogues.current().touchpoints.values()];
    const staff = places.find(({ touchpoint }) => touchpoint.technique === 'staff')?.touchpoint;
    const by = await api.key({ system: staff?.system ?? '', scopes: ['audience'] });
    const heard = await ask(everybody, { by, head: { ...FOR, touchpoint: staff?.key } });
    expect(heard.status).toBe(200);
    expect(totalsOf(heard).people).toBe(PEOPLE);
    expect(totalsOf(heard).reasons).toBeUndefined();
    expect(heard.text).not.toMatch(/never_asked|refused|withdrawn/);
  });
});
