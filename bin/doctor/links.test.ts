import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { newLinkCode } from '../../lib/identity/link-codes';
import { mint } from '../../lib/identity/mint';
import type { PersonPrincipal, SystemPrincipal } from '../../lib/identity/model';
import { linkByCode, linkOwn } from '../../lib/record/links';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { checkLinks } from './links';

let opened: TemporaryRuntime;
beforeAll(async () => {
  opened = await openTemporaryRuntime();
});
afterAll(() => opened.dispose());

it('tells by system how many identifiers are joined or wait to be confirmed, and nobody’s name', async () => {
  const { runtime } = opened;
  expect((await checkLinks(runtime)).said).toBe('nobody is known yet');
  const known = async (system: string, id: string): Promise<string> => {
    const about = { identifier: { system, id } };
    const made = await runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
    return (made.ok && made.subject) || '';
  };
  const shop = await Promise.all(['1', '2', '3', '4'].map((id) => known('shop', id)));
  const [one = '', two = '', three = ''] = shop;
  const app = await known('app', '1');
  const key = mint<SystemPrincipal>({
    ...{ kind: 'system', system: 'shop', keyId: 'k', test: false },
    ...{ scopes: ['identify'], touchpoints: ['*'] },
  });
  await linkOwn(runtime, key, { subject: one, other: two });
  const person = mint<PersonPrincipal>({ kind: 'person', subject: app, sessionId: 's' });
  const { code } = await newLinkCode(runtime, person);
  expect((await linkByCode(runtime, key, { subject: three, code })).ok).toBe(true);
  expect(await checkLinks(runtime)).toEqual({
    name: 'links',
    ok: true,
    said: 'app 1 (1 joined, 0 unconfirmed), shop 4 (1 joined, 2 unconfirmed)',
  });
});
