/**
 * The personal part of an event: who, which, after what (LEDGER "Entry"). It is committed to
 * with an opening derived from the subject's key, and kept encrypted under that key: destroying
 * the key destroys both.
 *
 *   personal = JCS {subject, event, n?, prev?, of?, …evidence under "evidence"}
 */
import type { StoredEvent } from '../../db/port';
import type { EventBody, FoldEvent } from '../choice/model';
import { AppError } from '../errors';
import type { Vault } from '../identity/vault';
import { canonicalJson } from '../ledger/canonical';
import type { SubjectKeys } from './subject-keys';

export type Evidence = Readonly<Record<string, string | number | boolean>>;

export interface Personal {
  /** Subject id, or the officer's id on an officer's own event. */
  readonly subject: string;
  /** The event id. */
  readonly event: string;
  /** Absent on an officer's own event. */
  readonly n?: number;
  readonly prev?: readonly string[];
  readonly of?: string;
  readonly evidence?: Evidence;
}

export interface OpenedEvent {
  readonly stored: StoredEvent;
  readonly body: EventBody;
  readonly personal: Personal;
}

export function personalJson(personal: Personal): string {
  return canonicalJson(personal);
}

/** The key an officer's own events are sealed under: the deployment's, by officer. */
export function officerKey(vault: Vault, officer: string): Uint8Array {
  return vault.mac('officer-events', officer);
}

function parsePersonal(bytes: Uint8Array): Personal {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Personal;
}

/** Opens what is still there; events whose body or key is gone (erased) are left out. */
export async function openEvents(
  parts: { readonly vault: Vault; readonly subjectKeys: SubjectKeys },
  stored: readonly StoredEvent[],
): Promise<readonly OpenedEvent[]> {
  const subjects = [...new Set(stored.flatMap(({ personal }) => personal?.subject ?? []))];
  const found = await parts.subjectKeys.find(subjects);
  const keys = new Map(subjects.map((subject, index) => [subject, found[index]] as const));
  return stored.flatMap((event): OpenedEvent[] => {
    const { body, personal, eventId } = event;
    if (body === null || personal === null || eventId === null) return [];
    const key =
      personal.n === null ? officerKey(parts.vault, personal.subject) : keys.get(personal.subject);
    if (key === undefined) return [];
    const opened = parsePersonal(parts.vault.openPersonal(key, eventId, personal.sealed));
    return [{ stored: event, body: JSON.parse(body.json) as EventBody, personal: opened }];
  });
}

export function toFoldEvent({ body, personal }: OpenedEvent): FoldEvent {
  const { event: eventId, subject, of } = personal;
  return of === undefined ? { eventId, subject, body } : { eventId, subject, body, of };
}

interface Keyed {
  readonly vault: Vault;
  readonly subjectKeys: SubjectKeys;
}

/** Seals words that stand beside an event (an exposure's `because`) under the subject's key. */
export async function sealForSubject(
  { vault, subjectKeys }: Keyed,
  subject: string,
  id: string,
  words: unknown,
): Promise<Uint8Array> {
  const key = await subjectKeys.get(subject);
  return vault.sealPersonal(key, id, Buffer.from(JSON.stringify(words), 'utf8'));
}

/** Throws AppError('unavailable') when the subject's key is gone. */
export async function openForSubject(
  { vault, subjectKeys }: Keyed,
  subject: string,
  id: string,
  sealed: Uint8Array,
): Promise<unknown> {
  const key = await subjectKeys.get(subject);
  try {
    return JSON.parse(Buffer.from(vault.openPersonal(key, id, sealed)).toString('utf8'));
  } catch (cause) {
    throw new AppError('unavailable', 'a sealed value cannot be opened', { cause });
  }
}
