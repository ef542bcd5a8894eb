import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { deploymentPrincipal } from './deployment';
import { beginOfficerOidc, completeOfficerOidc, type OidcReply } from './officer-oidc';
import { addOfficer, removeOfficer } from './officers';
import { startProvider, type Provider } from './oidc-provider.test-support';
import { principalFromCookie } from './session-cookie';

const EMAIL = 'officer@example.jp';
let provider: Provider;
let temporary: TemporaryRuntime;
beforeAll(async () => {
  provider = await startProvider();
  temporary = await openTemporaryRuntime({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'nattoku',
    OIDC_CLIENT_SECRET: 'secret',
  });
  const wanted = { email: EMAIL, name: 'Officer', roles: ['auditor'] };
  await addOfficer(temporary.runtime, deploymentPrincipal(), wanted);
});
afterAll(async () => {
  // The library reads its address from there.
  delete process.env['NEXTAUTH_URL'];
  await temporary.dispose();
  await provider.close();
});

type Jar = Record<string, string>;
function jarOf({ setCookies }: OidcReply): Jar {
  return Object.fromEntries(
    setCookies.map((line) => {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      return [name, decodeURIComponent(value)];
    }),
  );
}
/** A browser's way: to the provider, and back with what it kept. */
async function visit(change: (query: Jar, jar: Jar) => void = () => undefined): Promise<OidcReply> {
  const begun = await beginOfficerOidc(temporary.runtime);
  const sent = await fetch(begun.location, { redirect: 'manual' });
  const back = new URL(sent.headers.get('location') ?? '');
  expect(back.pathname).toBe('/auth/callback/officer');
  const [query, jar] = [Object.fromEntries(back.searchParams), jarOf(begun)];
  change(query, jar);
  return completeOfficerOidc(temporary.runtime, query, jar);
}
async function principalAfter(reply: OidcReply): Promise<string> {
  const value = jarOf(reply)['nattoku-session'] ?? '';
  return (await principalFromCookie(temporary.runtime, `nattoku-session=${value}`)).kind;
}

describe('an officer’s own sign-in', () => {
  it('opens a session for an address that is an officer’s and verified', async () => {
    provider.claims = { email: EMAIL, email_verified: true };
    const reply = await visit();
    expect(new URL(reply.location).pathname).toBe('/console');
    expect(await principalAfter(reply)).toBe('officer');
  });

  it.each<[string, Record<string, unknown>]>([
    ['nobody’s address', { email: 'stranger@example.jp', email_verified: true }],
    ['an address that is not verified', { email: EMAIL, email_verified: false }],
    ['no address', {}],
  ])('opens none for %s', async (_, claims) => {
    provider.claims = claims;
    const reply = await visit();
    expect(reply.location).toContain('problem=oidc');
    expect(await principalAfter(reply)).toBe('anonymous');
  });

  it.each<[string, (query: Jar, jar: Jar) => void]>([
    ['another state', (query) => void (query['state'] = 'forged')],
    ['a code that was never given', (query) => void (query['code'] = 'forged')],
    [
      'another browser’s way',
      (_, jar) => void Object.keys(jar).forEach((name) => (jar[name] = '')),
    ],
  ])('opens none with %s', async (_, change) => {
    provider.claims = { email: EMAIL, email_verified: true };
    const reply = await visit(change);
    expect(await principalAfter(reply)).toBe('anonymous');
  });

  it('opens none for an officer who was removed', async () => {
    provider.claims = { email: EMAIL, email_verified: true };
    await removeOfficer(temporary.runtime, deploymentPrincipal(), EMAIL);
    expect(await principalAfter(await visit())).toBe('anonymous');
  });
});
