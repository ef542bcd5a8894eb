import { randomBytes } from 'node:crypto';
import { findPersona } from '../app/demo/personas';
import { openCurl, type Curl } from './curl';
import { expect, test } from './fixtures';
import { say } from './words';

const haru = findPersona('haru');
const GROUND = () => say('問い合わせ第1号への回答', 'Answering enquiry no. 1');

function act(fields: Readonly<Record<string, string>>): Record<string, string> {
  const once = randomBytes(16).toString('base64url');
  return { ...fields, once, version: '1', back: '/places/site-search' };
}

async function exportOf(officer: Curl, id: string): Promise<string> {
  await officer.form('/demo/officer', {});
  const look = await officer.form('/console/look', {
    system: 'shop',
    id,
    ground: GROUND(),
  });
  expect(look.status).toBe(303);
  const opened = new URL(look.location).searchParams.get('case') ?? '';
  const file = await officer.form('/console/export', { case: opened, format: 'csv' });
  expect(file.status).toBe(200);
  return file.body;
}

test('with curl alone: refused, allowed, refused again – each at once, and both in the officer’s CSV', async ({
  server,
}) => {
  const id = haru?.identifiers.shop ?? '';
  const [person, officer, service] = [1, 2, 3].map(() => openCurl(server.origin));
  if (!person || !officer || !service) throw new Error('no curl');
  const ask = async (): Promise<{ decision: boolean; reason: string }> => {
    const reply = await service.json(
      '/api/v1/decisions',
      { subject: { system: 'shop', id }, touchpoint: 'site-search', data: ['search-terms'] },
      [`Authorization: Bearer ${server.keys.shop}`],
    );
    expect(reply.status).toBe(200);
    return JSON.parse(reply.body) as { decision: boolean; reason: string };
  };

  expect(await ask()).toMatchObject({ decision: false, reason: 'never_asked' });
  expect((await person.form('/demo/persona', { persona: 'haru' })).status).toBe(303);
  const allowed = await person.form(
    '/choices',
    act({ act: 'allow-place', touchpoint: 'site-search' }),
  );
  expect(allowed.location).toContain('saved=');
  expect(await ask()).toMatchObject({ decision: true, reason: 'allowed' });
  const refused = await person.form('/choices', act({ act: 'refuse-purpose', purpose: 'search' }));
  expect(refused.location).toContain('saved=');
  expect(await ask()).toMatchObject({ decision: false, reason: 'withdrawn' });

  const rows = (await exportOf(officer, id)).split('\r\n');
  expect(
    rows.filter((row) => row.includes(',allow,person,portal,') && row.includes('search')),
  ).toHaveLength(1);
  expect(
    rows.filter((row) => row.includes(',deny,person,portal,') && row.includes('search')),
  ).toHaveLength(1);
  const history = await person.get('/history');
  expect(history.body).toContain(GROUND());
  for (const curl of [person, officer, service]) curl.close();
});

test('a form from another site, or from nowhere, changes nothing', async ({ server }) => {
  const person = openCurl(server.origin);
  await person.form('/demo/persona', { persona: 'kenichi' });
  const before = (await person.get('/history')).body.match(/<li data-undone/g)?.length ?? 0;
  const fields = act({ act: 'stop' });
  const body = new URLSearchParams(fields).toString();
  const foreign = await person.json('/stop', body, [
    'Origin: https://elsewhere.example',
    'Content-Type: application/x-www-form-urlencoded',
  ]);
  expect(foreign.status).toBe(403);
  const after = (await person.get('/history')).body.match(/<li data-undone/g)?.length ?? 0;
  expect(after).toBe(before);
  person.close();
});
