/** Under which names systems know a person, and what the person can say about it. */
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import { newLinkCode, type CodeUse } from '../identity/link-codes';
import { sealedBytes } from '../identity/sealing';
import { linkedWith, sayNotMe, type LinkOutcome } from '../record/links';
import type { Runtime } from '../runtime/model';

export interface LinkView {
  /** Names the link for this person alone. */
  readonly tag: string;
  /** Empty: a browser in which the person chose before signing in. */
  readonly systems: readonly string[];
  readonly confirmed: boolean;
}

const TAG_PURPOSE = 'portal-link';
const CODE_PURPOSE = 'portal-link-code';
const TEXT_MAX_LENGTH = 900;

function tagOf({ vault }: Runtime, { subject }: PersonPrincipal, other: string): string {
  return Buffer.from(vault.mac(TAG_PURPOSE, `${subject}\0${other}`)).toString('base64url');
}

/** The links that the person can end by themselves. */
async function ownLinks(runtime: Runtime, { subject }: PersonPrincipal) {
  const linked = await linkedWith(runtime, subject);
  return linked.filter((one) => one.via === subject && one.subject !== subject);
}

export async function linkViews(
  runtime: Runtime,
  person: PersonPrincipal,
): Promise<readonly LinkView[]> {
  const links = await ownLinks(runtime, person);
  const identifiers = await runtime.store.identifiersOf(links.map(({ subject }) => subject));
  return links.map(({ subject, confirmed }) => {
    const mine = identifiers.filter((one) => one.subject === subject);
    const systems = new Set(
      mine.map(({ system }) => system).filter((name) => name !== MAIL_SYSTEM),
    );
    return { tag: tagOf(runtime, person, subject), systems: [...systems].sort(), confirmed };
  });
}

/** 「これは私ではありません」 */
export async function endLink(
  runtime: Runtime,
  person: PersonPrincipal,
  tag: string,
): Promise<LinkOutcome> {
  const links = await ownLinks(runtime, person);
  const link = links.find(({ subject }) => tagOf(runtime, person, subject) === tag);
  if (link !== undefined) return sayNotMe(runtime, person, link.subject);
  return { ok: false, reason: 'not_found', detail: 'There is no such link of yours.' };
}

/** A new code, sealed for the page that shows it to this person. */
export async function sealNewCode(
  runtime: Runtime,
  person: PersonPrincipal,
  use: CodeUse = 'system',
): Promise<string> {
  const made = await newLinkCode(runtime, person, use);
  const bytes = Buffer.from(JSON.stringify({ ...made, subject: person.subject }));
  return Buffer.from(runtime.vault.seal(CODE_PURPOSE, bytes)).toString('base64url');
}

export interface ShownCode {
  readonly code: string;
  readonly expiresAtMs: number;
}

/** Undefined for what is not ours, another person's, or over. */
export function openCode(
  { vault, clock }: Runtime,
  { subject }: PersonPrincipal,
  text: string | undefined,
): ShownCode | undefined {
  if (text === undefined || text.length > TEXT_MAX_LENGTH) return undefined;
  try {
    const bytes = vault.open(CODE_PURPOSE, sealedBytes(text));
    const said = JSON.parse(Buffer.from(bytes).toString('utf8')) as ShownCode & {
      subject: string;
    };
    const good = said.subject === subject && said.expiresAtMs > clock.now();
    return good ? { code: said.code, expiresAtMs: said.expiresAtMs } : undefined;
  } catch {
    // Not a seal of ours: there is nothing to show.
    return undefined;
  }
}
