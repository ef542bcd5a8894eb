import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import type { Runtime } from '../runtime/model';
import { deploymentPrincipal } from './deployment';
import {
  openDeviceSession,
  openOfficerSession,
  openPersonSession,
  type OpenedSession,
} from './entrances';
import { addOfficer, removeOfficer } from './officers';
import { deviceFromCookie, principalFromCookie, sessionCookie, signOut } from './session-cookie';
import { createSession, endSession, principalOfSession } from './sessions';

let nowMs = Date.now();
const clock: Clock = { now: () => nowMs };
let temporary: TemporaryRuntime;
let runtime: Runtime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock });
  runtime = temporary.runtime;
});
beforeEach(() => {
  nowMs = Date.now();
});
afterAll(() => temporary.dispose());

const EMAIL = 'reader@example.test';
const deployment = deploymentPrincipal();

async function newPerson(): Promise<OpenedSession> {
  const opened = await openPersonSession(runtime, EMAIL);
  if (opened === undefined) throw new Error('no session');
  return opened;
}
async function newOfficer(email: string): Promise<OpenedSession> {
  await addOfficer(runtime, deployment, { email, name: 'O', roles: ['auditor'] });
  const opened = await openOfficerSession(runtime, email);
  if (opened === undefined) throw new Error('no session');
  return opened;
}
/** What the browser sends back after this `Set-Cookie`. */
async function cookieOf(kind: 'session' | 'device', session: OpenedSession): Promise<string> {
  const header = await sessionCookie(runtime, kind, session);
  return header.slice(0, header.indexOf(';'));
}

describe('a session', () => {
  it('stands for the person until it expires', async () => {
    const { token, who, expiresAtMs } = await newPerson();
    expect(await principalOfSession(runtime, token)).toMatchObject({
      kind: 'person',
      subject: who,
    });
    nowMs = expiresAtMs - 1;
    expect((await principalOfSession(runtime, token)).kind).toBe('person');
    nowMs = expiresAtMs;
    expect(await principalOfSession(runtime, token)).toEqual({ kind: 'anonymous' });
  });

  it('that was ended stays ended', async () => {
    const { token } = await newPerson();
    await endSession(runtime, token);
    await endSession(runtime, token);
    expect((await principalOfSession(runtime, token)).kind).toBe('anonymous');
  });

  it('is stored under a hash of its token', async () => {
    const { token } = await createSession(runtime, { kind: 'subject', who: 'sub_x' });
    expect(await runtime.store.findSession(token)).toBeUndefined();
    const principal = await principalOfSession(runtime, token);
    if (principal.kind !== 'person') throw new Error('no person');
    expect(principal.sessionId).not.toContain(token);
    expect(await principalOfSession(runtime, principal.sessionId)).toEqual({ kind: 'anonymous' });
  });

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(44), "' or 1=1 --"])(
    'is not opened by %s',
    async (token) => {
      expect(await principalOfSession(runtime, token)).toEqual({ kind: 'anonymous' });
    },
  );

  it('of an officer reads the roles anew and ends with a role or the office', async () => {
    const email = 'roles@example.test';
    const first = await newOfficer(email);
    expect(await principalOfSession(runtime, first.token)).toMatchObject({
      kind: 'officer',
      officer: first.who,
      roles: ['auditor'],
    });
    await addOfficer(runtime, deployment, { email, name: 'O', roles: ['auditor', 'admin'] });
    expect((await principalOfSession(runtime, first.token)).kind).toBe('anonymous');
    const second = await openOfficerSession(runtime, email);
    expect(await principalOfSession(runtime, second?.token ?? '')).toMatchObject({
      roles: ['admin', 'auditor'],
    });
    await removeOfficer(runtime, deployment, email);
    expect((await principalOfSession(runtime, second?.token ?? '')).kind).toBe('anonymous');
    expect(await openOfficerSession(runtime, email)).toBeUndefined();
  });

  it('of an officer whose row is gone or removed stands for nobody', async () => {
    const { token } = await createSession(runtime, { kind: 'officer', who: 'off_unknown' });
    expect((await principalOfSession(runtime, token)).kind).toBe('anonymous');
  });
});

describe('the cookie', () => {
  it('brings back who signed in, and a copy of it dies at sign-out', async () => {
    const session = await newPerson();
    const cookie = await cookieOf('session', session);
    expect(cookie).not.toContain(session.token);
    const header = `language=ja; ${cookie}`;
    expect(await principalFromCookie(runtime, header)).toMatchObject({ subject: session.who });
    expect(await signOut(runtime, header)).toContain('nattoku-session=; Path=/; Max-Age=0');
    expect((await principalFromCookie(runtime, header)).kind).toBe('anonymous');
  });

  it('of a device is the device’s where nobody is signed in', async () => {
    const device = await openDeviceSession(runtime);
    const deviceCookie = await cookieOf('device', device);
    expect(await principalFromCookie(runtime, deviceCookie)).toMatchObject({
      kind: 'device',
      subject: device.who,
    });
    const person = await newPerson();
    const both = `${deviceCookie}; ${await cookieOf('session', person)}`;
    expect(await principalFromCookie(runtime, both)).toMatchObject({ subject: person.who });
    expect(await deviceFromCookie(runtime, both)).toMatchObject({ subject: device.who });
    await signOut(runtime, both);
    expect((await principalFromCookie(runtime, both)).kind).toBe('device');
  });

  it('of a person is no device', async () => {
    const cookie = await cookieOf('session', await newPerson());
    const moved = cookie.replace('nattoku-session', 'nattoku-device');
    expect((await principalFromCookie(runtime, moved)).kind).toBe('anonymous');
  });

  it('that is garbage, another’s or unsealed is nobody', async () => {
    const session = await newPerson();
    const cookie = await cookieOf('session', session);
    const value = cookie.slice('nattoku-session='.length);
    const forged = await encode({ token: { sid: session.token }, secret: 'another secret' });
    const plain = [{ alg: 'none' }, { sid: session.token }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    // Not the last character: some of its bits say nothing.
    const changed = `${value.slice(0, -5)}${value.at(-5) === 'A' ? 'B' : 'A'}${value.slice(-4)}`;
    const values = [
      '',
      'garbage',
      '....',
      session.token,
      forged,
      `${plain}.`,
      changed,
      value.repeat(9),
    ];
    for (const text of values) {
      const principal = await principalFromCookie(runtime, `nattoku-session=${text}`);
      expect(principal, text).toEqual({ kind: 'anonymous' });
    }
    expect((await principalFromCookie(runtime, `${cookie}; ${cookie}`)).kind).toBe('anonymous');
    expect((await principalFromCookie(runtime, null)).kind).toBe('anonymous');
    expect((await principalFromCookie(runtime, cookie)).kind).toBe('person');
  });
});
