import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '@/lib/api/under-test';
import { REASONS } from '@/lib/decision/model';
import { deploymentPrincipal } from '@/lib/identity/deployment';
import { openPersonSession } from '@/lib/identity/entrances';
import { mint } from '@/lib/identity/mint';
import type { PersonPrincipal } from '@/lib/identity/model';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { parseNote } from '@/lib/ledger/note';
import { workOnImport } from '@/lib/jobs/import-jobs';
import { workOnPack } from '@/lib/jobs/pack-jobs';
import { contestEvent } from '@/lib/record/contests';
import { askServices, serviceErasuresOf } from '@/lib/record/service-erasures';
import { curlOf, EXAMPLES } from './examples';
import { readOperations } from './operations';
import { DOCS_WORDS } from './words';

const TOKEN = 'scrape-me-0123456789';
const NDJSON = 'application/x-ndjson';
const FORM = 'application/x-www-form-urlencoded';

let api: ApiUnderTest;
let key: string;
/** Of the system that sends mail. */
let mailer: string;
beforeAll(async () => {
  api = await openApiUnderTest({ METRICS_TOKEN: TOKEN }, { keeper: {} });
  key = await api.key({
    scopes: [
      'decide',
      'choice:allow',
      'choice:refuse',
      'age',
      'erase',
      'audit',
      'changes',
      'audience',
      'embed',
      'identify',
      'import',
      'webhooks',
    ],
  });
  mailer = await api.key({ system: 'mailer' });
});
afterAll(() => api.close());

/** Somebody asked the shop to erase them. */
async function askedErasure(): Promise<string> {
  const { runtime } = api;
  const session = await openPersonSession(runtime, 'kim@example.test');
  if (session === undefined) throw new Error('no session');
  const person = mint<PersonPrincipal>({ kind: 'person', subject: session.who, sessionId: 's' });
  const handle = runtime.vault.handleOf({ system: 'shop', id: 'kim' });
  await runtime.commit({
    actor: deploymentPrincipal(),
    about: { subject: person.subject },
    events: [],
    identifiers: [{ handle, system: 'shop', sealed: null }],
  });
  await askServices(runtime, person);
  return (await serviceErasuresOf(runtime, person))[0]?.id ?? '';
}

/** Somebody answered 「違います」 to what the shop reported. */
async function contested(): Promise<string> {
  const { runtime } = api;
  const about = { identifier: { system: 'shop', id: 'lee' } };
  const made = await runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  const subject = (made.ok && made.subject) || '';
  const outcome = await runtime.commit({
    actor: mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' }),
    about: { subject },
    events: [
      contestEvent({
        ...{ guess: 'g', reason: { kind: 'guess', words: 'お茶がお好き' }, decisionId: null },
        ...{ touchpoint: 'shop-for-you', exposure: 'exp_1', reportedOf: subject },
      }),
    ],
  });
  return outcome.ok ? runtime.vault.refOf('shop', outcome.events[0]?.eventId ?? '') : '';
}

/** What the shop hands its page for one person and place. */
async function forBrowser(): Promise<string> {
  const { body } = EXAMPLES['POST /api/v1/tokens'] ?? {};
  return String((await api.send('POST', '/api/v1/tokens', { key, body })).json['token']);
}

/** Who may call it: mostly the shop, with all it holds. */
async function keyFor(path: string): Promise<string> {
  if (path.endsWith('/unsubscribe-links')) return mailer;
  return path.startsWith('/api/v1/why') ? forBrowser() : key;
}

/** A link as a mail carries it. */
async function mailed(): Promise<string> {
  const path = '/api/v1/unsubscribe-links';
  const answer = await api.send('POST', path, { key: mailer, ...EXAMPLES[`POST ${path}`] });
  const { links } = answer.json as { links: readonly { url: string }[] };
  return links[0]?.url.split('/u/')[1] ?? '';
}

type Made = 'ref' | 'job' | 'webhook' | 'imported';

/** What stands for the names in a path, once the calls before it were made. */
async function named(path: string, made: Readonly<Record<Made, string>>): Promise<string> {
  const { ledger } = api.runtime;
  await api.keeper?.settle();
  if (path.endsWith('/result')) await workOnPack(api.runtime, 'worker', () => true);
  if (path.endsWith('/report')) await workOnImport(api.runtime, 'worker', () => true);
  const { size } = parseCheckpoint(parseNote((await ledger.checkpoint()) ?? '').body);
  return path
    .replace('{version}', '1')
    .replace('{handle}', api.runtime.vault.handleOf({ system: 'shop', id: '12345' }))
    .replace('{log}', (await ledger.logs())[0]?.name ?? '')
    .replace('{tile}', `entries/000.p/${String(size)}`)
    .replace('u/{token}', path.startsWith('/u/') ? `u/${await mailed()}` : '')
    .replace('receipts/{id}', `receipts/${made.ref}`)
    .replace('jobs/{id}', `jobs/${made.job}`)
    .replace('webhooks/{id}', `webhooks/${made.webhook}`)
    .replace('imports/{id}', `imports/${made.imported}`)
    .replace('contests/{id}', path.includes('contests') ? `contests/${await contested()}` : '')
    .replace('{id}', path.includes('erasures') ? await askedErasure() : '');
}

function filled(text: string): string {
  const { vault } = api.runtime;
  const at = new Date().toISOString();
  return text
    .replace('{token}', TOKEN)
    .replace('{at}', at)
    .replace('{day}', at.slice(0, 10))
    .replace('{handle}', vault.handleOf({ system: 'shop', id: '12345' }))
    .replace('{other}', vault.handleOf({ system: 'shop', id: 'card-77' }));
}

function filledEach(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filled(text)]));
}

describe('the API reference', () => {
  it('shows only examples that work as they stand', async () => {
    const made = { ref: '', job: '', webhook: '', imported: '' };
    for (const { name, answers } of readOperations('http://localhost:3000')) {
      const [method = '', path = ''] = name.split(' ');
      const { headers = {}, body, form, lines, query = '' } = EXAMPLES[name] ?? {};
      const rows = lines?.map((line) => JSON.stringify(line)).join('\n');
      const answer = await api.send(method, (await named(path, made)) + filled(query), {
        key: await keyFor(path),
        headers: {
          ...filledEach(headers),
          ...(rows !== undefined && { 'content-type': NDJSON }),
          ...(form !== undefined && { 'content-type': FORM }),
        },
        ...(body !== undefined && { body: filled(JSON.stringify(body)) }),
        ...(rows !== undefined && { body: rows }),
        ...(form !== undefined && { body: form.replace('{token}', await forBrowser()) }),
      });
      expect([name, answer.status]).toEqual([name, Number(answers[0]?.status)]);
      if (answer.json['kind'] === 'audit-pack') made.job = String(answer.json['id']);
      if ('dryRun' in answer.json) made.imported = String(answer.json['id']);
      if ('webhook' in answer.json) made.webhook = (answer.json['webhook'] as { id: string }).id;
      if (typeof answer.json['ref'] === 'string') made.ref = answer.json['ref'];
    }
  });

  it('says every call and every reason in both languages', () => {
    for (const { name, group } of readOperations('http://localhost:3000')) {
      expect([name, DOCS_WORDS.ja.summaries[name]]).not.toEqual([name, undefined]);
      expect(DOCS_WORDS.en.groups[group]).toBeDefined();
    }
    for (const { reasonWords } of Object.values(DOCS_WORDS)) {
      expect(Object.keys(reasonWords)).toEqual([...REASONS]);
    }
  });

  it('quotes what a shell would read otherwise', () => {
    const text = curlOf('http://localhost:3000', 'POST /api/v1/choices', true);
    expect(text).toContain(`-H 'Idempotency-Key: "7d1f3c52"'`);
    expect(text).toContain('-H "Authorization: Bearer $NATTOKU_KEY"');
  });
});
