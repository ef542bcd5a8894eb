/**
 * The link in a mail that refuses without signing in (API.md "RFC 8058"). What it says is sealed
 * under the deployment's key, for this one purpose: whoever reads the mail learns no identifier,
 * nobody can make one, and nothing is stored until it is used. It has no end: a mail is found
 * again years later, and what it does can only make things more private.
 *
 *   token = base64url(seal("mail-link", JSON of MailLink))
 */
import { z } from 'zod';
import { mint } from './mint';
import type { Handle, PersonPrincipal } from './model';
import { SealBrokenError, sealedBytes } from './sealing';
import type { Vault } from './vault';

const PURPOSE = 'mail-link';
const TOKEN = /^[\w-]{40,2000}$/;
const key = z.string().min(1);
const schema = z.strictObject({
  /** The asking system, and its handle of the person. */
  system: key,
  handle: z.templateLiteral(['h1_', z.string()]),
  /** The handle was made here of the system's own identifier: it may name somebody not seen yet. */
  derived: z.boolean(),
  /** The mail it stands in, as the catalogue named it then. */
  touchpoint: key,
  channel: key,
  /** What being written to rests on: refused as a whole on this channel. */
  purposes: z.array(key).min(1).readonly(),
  /** Made with a test key: it does nothing. */
  test: z.boolean(),
});
export interface MailLink extends z.infer<typeof schema> {
  readonly handle: Handle;
}

export function sealMailLink(vault: Pick<Vault, 'seal'>, link: MailLink): string {
  const bytes = Buffer.from(JSON.stringify(link));
  return Buffer.from(vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** Undefined for what we did not seal: changed, cut, made for something else, not told apart. */
export function openMailLink(vault: Pick<Vault, 'open'>, token: string): MailLink | undefined {
  if (!TOKEN.test(token)) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(token));
    return schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined;
    throw error;
  }
}

/** Who holds the link: may refuse through it, as nobody signed in (gates.ts). */
export function mailLinkPerson(subject: string): PersonPrincipal {
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: PURPOSE, via: PURPOSE });
}
