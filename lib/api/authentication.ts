/** Whose key this is. Kept a second by the header's text, beside what the key rows keep (≤ 5 s in all). */
import { LRUCache } from 'lru-cache';
import { authenticateToken, meantFor } from '../identity/access-tokens';
import { authenticateKey } from '../identity/api-keys';
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';

const KEPT_MS = 1000;
const KEPT_HEADERS = 1000;
const BEARER = /^Bearer +([\x21-\x7e]{1,4096}) *$/i;

interface Kept {
  readonly principal: SystemPrincipal;
  readonly untilMs: number;
}
const keptByRuntime = new WeakMap<Runtime, LRUCache<string, Kept>>();

function keptBy(runtime: Runtime): LRUCache<string, Kept> {
  const known = keptByRuntime.get(runtime);
  if (known !== undefined) return known;
  const made = new LRUCache<string, Kept>({ max: KEPT_HEADERS });
  keptByRuntime.set(runtime, made);
  return made;
}

async function lookUp(runtime: Runtime, header: string): Promise<SystemPrincipal | undefined> {
  const text = BEARER.exec(header)?.[1];
  if (text === undefined) return undefined;
  const principal = text.startsWith('ntk_')
    ? await authenticateKey(runtime, text)
    : await authenticateToken(runtime, text);
  if (principal !== undefined) {
    const untilMs = Math.min(runtime.clock.now() + KEPT_MS, principal.untilMs ?? Infinity);
    keptBy(runtime).set(header, { principal, untilMs });
  }
  return principal;
}

/** Whether it is still good, for whoever stays: told within what is promised (SEC-10). */
export async function isStillGood(runtime: Runtime, header: string): Promise<boolean> {
  return (await lookUp(runtime, header)) !== undefined;
}

/** Of which pages a token for a browser was, that is not good or no longer; undefined for what is not ours. */
export async function originMeant(
  runtime: Runtime,
  header: string | undefined,
): Promise<string | undefined> {
  const text = BEARER.exec(header ?? '')?.[1];
  return text === undefined ? undefined : (await meantFor(runtime, text))?.origin;
}

/** At once where the header was seen within the second. */
export function authenticate(
  runtime: Runtime,
  header: string | undefined,
): SystemPrincipal | undefined | Promise<SystemPrincipal | undefined> {
  if (header === undefined) return undefined;
  const kept = keptBy(runtime).get(header);
  if (kept !== undefined && runtime.clock.now() < kept.untilMs) return kept.principal;
  return lookUp(runtime, header);
}
