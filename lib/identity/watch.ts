/**
 * Whom the product watches its own way out with (docs/decisions/0038): one invented person a day,
 * so that no record grows without end, and a key that asks about these people alone. Nothing of
 * either is kept anywhere: the key's text is worked out from the deployment's secret.
 */
import { AppError } from '../errors';
import type { Runtime } from '../runtime/model';
import { apiKeyOf } from './api-keys';
import { deploymentPrincipal } from './deployment';
import { putApiKey } from './key-commands';
import { WATCH_SYSTEM, type Identifier } from './model';
import { sessionCookie } from './session-cookie';
import { createSession, endSession } from './sessions';

const KEYS_MOST = 1_000;
const YEAR_MS = 365 * 86_400_000;
/** A key that ends within a round is not begun with. */
const LEFT_MS = 60_000;

export interface WatchSession {
  /** As a browser would send it. */
  readonly cookie: string;
  end(): Promise<void>;
}

/** Of a day in UTC. */
export function watchIdentifier(nowMs: number): Identifier {
  return { system: WATCH_SYSTEM, id: new Date(nowMs).toISOString().slice(0, 10) };
}

async function watchSubject(runtime: Runtime): Promise<string> {
  const identifier = watchIdentifier(runtime.clock.now());
  const [known] = await runtime.store.findByHandles([runtime.vault.handleOf(identifier)]);
  if (known !== undefined) return known.subject;
  const actor = deploymentPrincipal();
  const made = await runtime.commit({ actor, about: { identifier }, events: [] });
  if (!made.ok) throw new AppError(made.reason, 'nobody could be made to watch with');
  if (made.subject === undefined) throw new AppError('internal', 'no subject was made');
  return made.subject;
}

export async function openWatchSession(runtime: Runtime): Promise<WatchSession> {
  const who = await watchSubject(runtime);
  const session = await createSession(runtime, { kind: 'watch', who });
  const [cookie = ''] = (await sessionCookie(runtime, 'session', session)).split(';', 1);
  return { cookie, end: () => endSession(runtime, session.token) };
}

/** The text of a key that is good now; it is announced in the log like any other, once a year. */
export async function watchKey(runtime: Runtime): Promise<string> {
  const { store, vault, clock } = runtime;
  const nowMs = clock.now();
  const digits = (purpose: string, n: number) =>
    Buffer.from(vault.mac(purpose, String(n))).toString('hex');
  for (let n = 0; n < KEYS_MOST; n += 1) {
    const id = digits('watch-key-id', n).slice(0, 12);
    const key = apiKeyOf({ kind: 'live', id, secret: digits('watch-key', n).slice(0, 32) });
    const row = await store.findApiKey(id);
    if (row !== undefined && (row.revokedAtMs !== null || row.expiresAtMs - nowMs < LEFT_MS))
      continue;
    if (row !== undefined) return key.text;
    const outcome = await putApiKey(runtime, deploymentPrincipal(), key, {
      ...{ name: 'watch', system: WATCH_SYSTEM, scopes: ['decide'], touchpoints: ['*'] },
      expiresAtMs: nowMs + YEAR_MS,
    });
    if (!outcome.ok) throw new AppError(outcome.reason, 'no key could be made to watch with');
    return key.text;
  }
  throw new AppError('unavailable', 'every key of the watch was revoked');
}
