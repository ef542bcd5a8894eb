/**
 * The opt-out signal a browser sends with every page (GPC; DESIGN §4 "signal", UX-38): one event a
 * device, on the browser's own subject and, when somebody is signed in, on theirs. Noticed before
 * the page is rendered, so that the first page already shows what it changed. Never in the way of
 * a page.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { openDeviceSession } from '../identity/entrances';
import type { DevicePrincipal, PersonPrincipal, Principal } from '../identity/model';
import { cookieName } from '../identity/cookies';
import { deviceFromCookie, principalFromCookie, sessionCookie } from '../identity/session-cookie';
import { principalOfSession } from '../identity/sessions';
import type { Runtime } from '../runtime/model';

export interface Noticed {
  /** For the answer: this browser is known from now on. */
  readonly setCookie?: string;
  /** For the page that is about to be rendered: the request's cookies with the new one. */
  readonly cookie?: string;
}

const NOTHING: Noticed = {};
const MINUTE_MS = 60_000;
/** Clients that keep no cookie are a new device each time: the log does not grow at their pace. */
const NEW_DEVICES_A_MINUTE = 300;

interface Minute {
  readonly endsAtMs: number;
  devices: number;
}
const minutes = new WeakMap<Runtime, Minute>();

function mayMakeDevice(runtime: Runtime): boolean {
  const nowMs = runtime.clock.now();
  const running = minutes.get(runtime);
  const minute =
    running !== undefined && nowMs < running.endsAtMs
      ? running
      : { endsAtMs: nowMs + MINUTE_MS, devices: 0 };
  minute.devices += 1;
  minutes.set(runtime, minute);
  return minute.devices <= NEW_DEVICES_A_MINUTE;
}

/** Only exactly 1 counts; of several values, which some proxies leave behind, any one that is. */
export function sendsSignal({ 'sec-gpc': said }: IncomingHttpHeaders): boolean {
  const values = Array.isArray(said) ? said : (said?.split(',') ?? []);
  return values.some((value) => value.trim() === '1');
}

/** A page is being opened: not a script's request, not a picture. */
function signals(headers: IncomingHttpHeaders): boolean {
  const opened = headers['sec-fetch-dest'] ?? 'document';
  return sendsSignal(headers) && opened === 'document' && headers.rsc === undefined;
}

/** A name for this browser that means nothing anywhere else. */
function deviceName(runtime: Runtime, device: DevicePrincipal): string {
  return Buffer.from(runtime.vault.mac('signal-device', device.subject)).toString('base64url');
}

async function record(
  runtime: Runtime,
  actor: DevicePrincipal | PersonPrincipal,
  device: string,
): Promise<void> {
  const subject = await runtime.subjects.bySubject(actor.subject);
  if (subject === undefined || subject.broken || subject.state.signals.has(device)) return;
  const outcome = await runtime.commit({
    actor,
    about: { subject: actor.subject },
    // Two pages opened at once are one signal.
    idempotency: { scope: `signal ${actor.subject}`, key: device, payloadHash: 'gpc' },
    events: [
      { about: 'subject', body: { type: 'signal', surface: 'browser', signal: 'gpc', device } },
    ],
  });
  if (!outcome.ok) runtime.log.warn({ reason: outcome.reason }, 'a signal was not recorded');
}

async function newDevice(
  runtime: Runtime,
  cookies: string | undefined,
): Promise<{ readonly device: DevicePrincipal; readonly noticed: Noticed } | undefined> {
  if (!mayMakeDevice(runtime)) {
    runtime.log.warn('too many new devices a minute: a signal was not recorded');
    return undefined;
  }
  const session = await openDeviceSession(runtime);
  const device = await principalOfSession(runtime, session.token);
  if (device.kind !== 'device') return undefined;
  const setCookie = await sessionCookie(runtime, 'device', session);
  const own = cookieName(runtime.env.origin, 'device');
  const others = (cookies ?? '').split(';').map((pair) => pair.trim());
  const kept = others.filter((pair) => pair !== '' && !pair.startsWith(`${own}=`));
  const [pair = ''] = setCookie.split(';', 1);
  return { device, noticed: { setCookie, cookie: [...kept, pair].join('; ') } };
}

async function notice(
  runtime: Runtime,
  cookies: string | undefined,
  principal: Principal,
): Promise<Noticed> {
  const known = await deviceFromCookie(runtime, cookies);
  const made = known === undefined ? await newDevice(runtime, cookies) : undefined;
  const device = known ?? made?.device;
  if (device === undefined) return NOTHING;
  const name = deviceName(runtime, device);
  await record(runtime, device, name);
  if (principal.kind === 'person') await record(runtime, principal, name);
  return made?.noticed ?? NOTHING;
}

/** What fails is one line in the log: the page is shown all the same, and promises nothing. */
export async function noticeSignal(
  runtime: Runtime,
  headers: IncomingHttpHeaders,
): Promise<Noticed> {
  if (!signals(headers)) return NOTHING;
  try {
    const principal = await principalFromCookie(runtime, headers.cookie);
    // An officer at work is nobody's customer here.
    if (principal.kind === 'officer') return NOTHING;
    return await notice(runtime, headers.cookie, principal);
  } catch (error) {
    runtime.log.error({ err: error }, 'a signal was not recorded');
    return NOTHING;
  }
}
