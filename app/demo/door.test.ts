import { afterAll, describe, expect, it } from 'vitest';
import { principalFromCookie } from '@/lib/identity/session-cookie';
import { setRuntime } from '@/lib/runtime/current';
import { openTemporaryRuntime, type TemporaryRuntime } from '@/lib/runtime/temporary';
import { makeOfficers } from '@/bin/demo/systems';
import { POST as becomeOfficer } from './officer/route';
import { POST as becomePersona } from './persona/route';

const opened: TemporaryRuntime[] = [];
afterAll(() => Promise.all(opened.map((temporary) => temporary.dispose())));

async function withDemo(demo: 'local' | 'off') {
  const temporary = await openTemporaryRuntime({ DEMO: demo });
  opened.push(temporary);
  setRuntime(temporary.runtime);
  return temporary.runtime;
}

function post(path: string, fields: Record<string, string>, headers: Record<string, string>) {
  const body = new URLSearchParams(fields);
  return new Request(`http://localhost:3000${path}`, { method: 'POST', body, headers });
}
const OWN = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };

describe('one click', () => {
  it('signs a persona in here and at the shop', async () => {
    const runtime = await withDemo('local');
    const form = post('/demo/persona', { persona: 'misaki', back: '/demo' }, OWN);
    const answer = await becomePersona(form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/demo']);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.some((cookie) => cookie.startsWith('shop-customer=misaki;'))).toBe(true);
    const session = cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; ');
    expect((await principalFromCookie(runtime, session)).kind).toBe('person');
  });

  it.each([
    ['the officer', {}, '/console', ['admin', 'auditor', 'author']],
    ['the one who decides', { as: 'approver' }, '/console/erasures', ['approver']],
  ])('leads %s into the console', async (_name, fields, place, roles) => {
    const runtime = await withDemo('local');
    await makeOfficers(runtime);
    const answer = await becomeOfficer(post('/demo/officer', fields, OWN));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, place]);
    const session = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    const officer = await principalFromCookie(runtime, session.join('; '));
    expect(officer).toMatchObject({ kind: 'officer', roles });
  });

  it('ends the session that was there before', async () => {
    const runtime = await withDemo('local');
    const first = await becomePersona(post('/demo/persona', { persona: 'misaki' }, OWN));
    const cookie = first.headers
      .getSetCookie()
      .map((one) => one.split(';')[0] ?? '')
      .join('; ');
    await becomePersona(post('/demo/persona', { persona: 'haru' }, { ...OWN, cookie }));
    expect((await principalFromCookie(runtime, cookie)).kind).toBe('anonymous');
  });

  it.each([
    ['from another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
    ['without an origin', {}],
  ])('does nothing %s', async (_name, headers) => {
    await withDemo('local');
    const form = post('/demo/persona', { persona: 'misaki' }, headers);
    const answer = await becomePersona(form);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  });

  it('knows nobody else', async () => {
    await withDemo('local');
    const answer = await becomePersona(post('/demo/persona', { persona: 'someone' }, OWN));
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []]);
  });

  it('is not there when the demo is off', async () => {
    await withDemo('off');
    const person = await becomePersona(post('/demo/persona', { persona: 'misaki' }, OWN));
    const officer = await becomeOfficer(post('/demo/officer', {}, OWN));
    expect([person.status, officer.status]).toEqual([404, 404]);
    expect([...person.headers.getSetCookie(), ...officer.headers.getSetCookie()]).toEqual([]);
  });
});
