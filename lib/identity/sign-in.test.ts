import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock';
import { readOutbox, type OutboxMail } from '../delivery/outbox';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import type { Runtime } from '../runtime/model';
import { deploymentPrincipal } from './deployment';
import { openOfficerSessionByOidc } from './entrances';
import { addOfficer, removeOfficer } from './officers';
import { principalOfSession } from './sessions';
import {
  completeSignInByCode,
  completeSignInByToken,
  newPageToken,
  requestSignIn,
  SIGN_IN_MINUTES,
  type SignInPurpose,
} from './sign-in';

const START_MS = Date.UTC(2026, 10, 21, 9);
let nowMs = START_MS;
const clock: Clock = { now: () => nowMs };
let temporary: TemporaryRuntime;
let runtime: Runtime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock });
  runtime = temporary.runtime;
});
beforeEach(() => {
  nowMs += 60_000;
});
afterAll(() => temporary.dispose());

const refused = { ok: false, reason: 'unauthenticated' };

interface Asked {
  readonly pageToken: string;
  readonly mail: OutboxMail | undefined;
  readonly token: string;
  readonly code: string;
}
async function ask(email: string, purpose: SignInPurpose = 'person'): Promise<Asked> {
  nowMs += 1_000;
  const before = (await readOutbox(runtime, 100)).length;
  const pageToken = newPageToken();
  expect(await requestSignIn(runtime, { purpose, email, pageToken, locale: 'ja' })).toEqual({
    ok: true,
  });
  const mails = await readOutbox(runtime, 100);
  const mail = mails.length > before ? mails[0] : undefined;
  return {
    pageToken,
    mail,
    token: /token=([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '',
    code: /^ {3}(\d{6})$/m.exec(mail?.text ?? '')?.[1] ?? '',
  };
}
const another = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

describe('signing in by mail', () => {
  it('works by the link, once', async () => {
    const { token, mail } = await ask(' Reader@Example.TEST ');
    expect(mail?.to).toBe('reader@example.test');
    const done = await completeSignInByToken(runtime, token);
    if (!done.ok) throw new Error(done.reason);
    expect(await principalOfSession(runtime, done.token)).toMatchObject({
      kind: 'person',
      subject: done.who,
    });
    expect(await completeSignInByToken(runtime, token)).toEqual(refused);
  });

  it('works by the code on the page that asked, once', async () => {
    const { pageToken, code } = await ask('reader@example.test');
    const wide = code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    const spaced = `${wide.slice(0, 3)} ${wide.slice(3)}`;
    expect((await completeSignInByCode(runtime, { pageToken, code: spaced })).ok).toBe(true);
    expect(await completeSignInByCode(runtime, { pageToken, code })).toEqual(refused);
  });

  it('leaves neither way open once the other was used', async () => {
    const byCode = await ask('reader@example.test');
    await completeSignInByCode(runtime, byCode);
    expect(await completeSignInByToken(runtime, byCode.token)).toEqual(refused);
    const byLink = await ask('reader@example.test');
    await completeSignInByToken(runtime, byLink.token);
    expect(await completeSignInByCode(runtime, byLink)).toEqual(refused);
  });

  it('refuses the code on any other page', async () => {
    const { code, pageToken } = await ask('reader@example.test');
    expect(await completeSignInByCode(runtime, { pageToken: newPageToken(), code })).toEqual(
      refused,
    );
    expect((await completeSignInByCode(runtime, { pageToken, code })).ok).toBe(true);
  });

  it('takes the right code after four wrong ones, and not after five', async () => {
    for (const [wrong, ok] of [
      [4, true],
      [5, false],
    ] as const) {
      const { pageToken, code } = await ask('reader@example.test');
      for (let i = 1; i <= wrong; i += 1) {
        expect(await completeSignInByCode(runtime, { pageToken, code: another(code, i) })).toEqual(
          refused,
        );
      }
      expect((await completeSignInByCode(runtime, { pageToken, code })).ok).toBe(ok);
    }
  });

  it('ends after fifteen minutes', async () => {
    const late = await ask('reader@example.test');
    nowMs += SIGN_IN_MINUTES * 60_000;
    expect(await completeSignInByToken(runtime, late.token)).toEqual(refused);
    expect(await completeSignInByCode(runtime, late)).toEqual(refused);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３'])('refuses %s as a code', async (code) => {
    const { pageToken } = await ask('reader@example.test');
    expect(await completeSignInByCode(runtime, { pageToken, code })).toEqual(refused);
  });

  it('leads to one subject for one address, however often and however it is written', async () => {
    const subjects = new Set<string>();
    for (const email of ['one@example.test', 'ONE@example.test', 'ｏｎｅ@example.test']) {
      const done = await completeSignInByToken(runtime, (await ask(email)).token);
      subjects.add(done.ok ? done.who : 'refused');
    }
    expect(subjects.size).toBe(1);
    const other = await completeSignInByToken(runtime, (await ask('two@example.test')).token);
    expect(subjects.has(other.ok ? other.who : '')).toBe(false);
  });

  it('writes no leaf: nothing was said yet', async () => {
    const { seq } = await runtime.store.head();
    await completeSignInByToken(runtime, (await ask('silent@example.test')).token);
    expect((await runtime.store.head()).seq).toBe(seq);
  });

  it.each([
    '',
    'nobody',
    '@example.test',
    'a@',
    'a b@example.test',
    'a@b\r\nBcc: c@d',
    `${'a'.repeat(250)}@b.test`,
  ])('refuses %s as an address', async (email) => {
    const request = { purpose: 'person', email, pageToken: newPageToken(), locale: 'en' } as const;
    expect(await requestSignIn(runtime, request)).toEqual({
      ok: false,
      reason: 'invalid_request',
      field: '/email',
    });
  });
});

describe('signing in as an officer', () => {
  const email = 'officer@example.test';
  const deployment = deploymentPrincipal();

  it('is for those who stand among the officers, and told to nobody else', async () => {
    const unknown = await ask('stranger@example.test', 'officer');
    expect(unknown.mail).toBeUndefined();
    await addOfficer(runtime, deployment, { email, name: 'O', roles: ['auditor'] });
    const done = await completeSignInByToken(runtime, (await ask(email, 'officer')).token);
    if (!done.ok) throw new Error(done.reason);
    expect(await principalOfSession(runtime, done.token)).toMatchObject({
      kind: 'officer',
      officer: done.who,
    });
  });

  it('with a person’s link gives a person, not an officer', async () => {
    const done = await completeSignInByToken(runtime, (await ask(email, 'person')).token);
    expect(done).toMatchObject({ ok: true, kind: 'subject' });
  });

  it('fails when the office ended between mail and click', async () => {
    const { token } = await ask(email, 'officer');
    await removeOfficer(runtime, deployment, email);
    expect(await completeSignInByToken(runtime, token)).toEqual(refused);
    expect((await ask(email, 'officer')).mail).toBeUndefined();
  });

  it('by the organisation’s own sign-in needs an address it has verified', async () => {
    await addOfficer(runtime, deployment, { email, name: 'O', roles: ['auditor'] });
    expect(await openOfficerSessionByOidc(runtime, { email, email_verified: true })).toMatchObject({
      kind: 'officer',
    });
    for (const claims of [
      { email },
      { email, email_verified: 'true' },
      { email, email_verified: false },
      { email: 'stranger@example.test', email_verified: true },
      { email_verified: true },
    ]) {
      expect(await openOfficerSessionByOidc(runtime, claims)).toBeUndefined();
    }
  });
});

describe('mail', () => {
  it('lies encrypted, and links, codes and addresses nowhere in clear', async () => {
    const { token, code, pageToken } = await ask('canary-7f3a@example.test');
    const rows = await runtime.store.listMail(1);
    const sealed = Buffer.from(rows[0]?.sealed ?? []).toString('latin1');
    for (const secret of ['canary-7f3a', token, code, pageToken])
      expect(sealed).not.toContain(secret);
    const row = await runtime.store.takeSignInByToken(token, nowMs);
    expect(row).toBeUndefined();
  });

  it('that cannot be sent is said before anything is written', async () => {
    const silent = { ...runtime, env: { ...runtime.env, demo: 'off' } } as const;
    const request = {
      purpose: 'person',
      email: 'a@example.test',
      pageToken: newPageToken(),
      locale: 'en',
    } as const;
    expect(await requestSignIn(silent, request)).toEqual({ ok: false, reason: 'unavailable' });
    expect(await readOutbox(silent, 10)).toEqual([]);
  });
});
