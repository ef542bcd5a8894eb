/**
 * Messages that count against a person's frequency limits, over all channels and all subjects
 * of a joined group. A reservation is judged and written in one transaction, so that two systems
 * cannot both send the last one.
 */
import type { Store } from '../../db/port';
import type { Counters } from '../decision/model';
import { frequencyWindows } from '../decision/frequency';
import type { Subject } from '../record/subjects';

type ContactStore = Pick<Store, 'membersOf' | 'contactsOf' | 'reserveContact'>;

type Counted = Pick<Subject, 'subject' | 'leader' | 'state'>;

async function groupOf(store: ContactStore, subject: Counted): Promise<readonly string[]> {
  const members = await store.membersOf(subject.leader);
  return [...new Set([subject.subject, ...members.map((member) => member.subject)])].sort();
}

export async function countersOf(
  store: ContactStore,
  subject: Counted,
  channels: Iterable<string>,
  nowMs: number,
): Promise<Counters> {
  const windows = [...channels].flatMap((channel) =>
    frequencyWindows(subject.state, channel, nowMs),
  );
  if (windows.length === 0) return { contacts: [] };
  const sinceMs = Math.min(...windows.map((window) => window.sinceMs));
  return { contacts: await store.contactsOf(await groupOf(store, subject), sinceMs) };
}

/** False when some limit leaves no room: nothing was written. */
export async function reserveMessage(
  store: ContactStore,
  subject: Subject,
  channel: string,
  nowMs: number,
): Promise<boolean> {
  const windows = frequencyWindows(subject.state, channel, nowMs);
  return store.reserveContact(await groupOf(store, subject), { channel, atMs: nowMs }, windows);
}
