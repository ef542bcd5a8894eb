/**
 * A code that a signed-in person reads out to a system – at a counter, on the telephone, in an
 * app – so that the system may say that they are one it knows (API.md "join": person with code);
 * or to their guardian, who enters it signed in. Each is good for its own use alone. It opens
 * nothing, works once and for a quarter of an hour, and lies here as an HMAC.
 */
import { randomInt } from 'node:crypto';
import type { Runtime } from '../runtime/model';
import { mint } from './mint';
import type { PersonPrincipal } from './model';

const LIFE_MS = 15 * 60_000;
const PURPOSES = { system: 'link-code', guardian: 'guardian-code' } as const;
export type CodeUse = keyof typeof PURPOSES;
/** Digits and letters that are not taken for each other when they are read out: 50 bits. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const CODE = new RegExp(`^[${SIGNS}]{${String(LENGTH)}}$`);

type CodeRuntime = Pick<Runtime, 'store' | 'vault' | 'clock'>;

function idOf({ vault }: CodeRuntime, use: CodeUse, code: string): string {
  return Buffer.from(vault.mac(PURPOSES[use], code)).toString('base64url');
}

export async function newLinkCode(
  runtime: CodeRuntime,
  { subject }: PersonPrincipal,
  use: CodeUse = 'system',
): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
  const code = Array.from({ length: LENGTH }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
  const id = idOf(runtime, use, code);
  const createdAtMs = runtime.clock.now();
  const expiresAtMs = createdAtMs + LIFE_MS;
  await runtime.store.putSignIn({
    id,
    // Found by itself alone, never by a page.
    pageId: id,
    purpose: 'link',
    codeMac: runtime.vault.mac(PURPOSES[use], id),
    sealed: runtime.vault.seal(PURPOSES[use], Buffer.from(subject)),
    createdAtMs,
    expiresAtMs,
  });
  return { code: `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`, expiresAtMs };
}

/** As it was heard: small letters, spaces, O for 0, I and L for 1. */
function readCode(text: string): string | undefined {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐−ー]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}

async function take(
  runtime: CodeRuntime,
  use: CodeUse,
  text: string,
): Promise<{ readonly id: string; readonly subject: string } | undefined> {
  const code = readCode(text);
  if (code === undefined) return undefined;
  const id = idOf(runtime, use, code);
  const row = await runtime.store.takeSignInByToken(id, runtime.clock.now());
  if (row?.purpose !== 'link') return undefined;
  const subject = Buffer.from(runtime.vault.open(PURPOSES[use], row.sealed)).toString('utf8');
  return { id, subject };
}

/** Whose code it is; undefined when it is unknown, over or used. It is used by this. */
export async function takeLinkCode(
  runtime: CodeRuntime,
  text: string,
): Promise<PersonPrincipal | undefined> {
  const taken = await take(runtime, 'system', text);
  if (taken === undefined) return undefined;
  const { id, subject } = taken;
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: `code ${id}` });
}

/** Whose guardian somebody asks to be: the subject alone, since a guardian acts for nobody. */
export async function takeGuardianCode(
  runtime: CodeRuntime,
  text: string,
): Promise<string | undefined> {
  return (await take(runtime, 'guardian', text))?.subject;
}
