/**
 * Idempotency-Key (API.md "Standards"): a quoted structured-field string. What was stored for a
 * key is given again by `commit`; here lies how duplicates in flight wait.
 */
import type { Vault } from '../../identity/vault';
import { canonicalJson } from '../../ledger/canonical';

/** RFC 8941 sf-string: printable ASCII, `\` only before `"` and `\`. */
const STRUCTURED_STRING = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const KEY_MAX = 255;
const WAIT_MS = 2000;

export function readIdempotencyKey(header: string | undefined): string | undefined {
  const quoted = STRUCTURED_STRING.exec(header?.trim() ?? '')?.[1];
  const key = quoted?.replace(/\\(["\\])/g, '$1');
  return key !== undefined && key.length > 0 && key.length <= KEY_MAX ? key : undefined;
}

/**
 * Equal for equal JSON values, however they are written. Under a key of the deployment: it stays
 * when the person is erased, and nobody finds an identifier in it by trying.
 */
export function payloadHashOf(vault: Pick<Vault, 'mac'>, value: unknown): string {
  return Buffer.from(vault.mac('payload', canonicalJson(value))).toString('base64url');
}

const inFlight = new Map<string, Promise<unknown>>();

/** Runs `work`; while the same name is at work, waits up to 2 s for it first. Undefined: still at work. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  const first = inFlight.get(name);
  if (first !== undefined) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), WAIT_MS);
    });
    const done = first.then(
      () => 'done' as const,
      () => 'done' as const,
    );
    const outcome = await Promise.race([done, late]);
    clearTimeout(timer);
    if (outcome === 'late') return undefined;
  }
  const run = work();
  inFlight.set(name, run);
  try {
    return await run;
  } finally {
    if (inFlight.get(name) === run) inFlight.delete(name);
  }
}
