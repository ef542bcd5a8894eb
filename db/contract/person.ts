import { randomUUID } from 'node:crypto';
import { markOf, subjectBytes } from '../audience-marks';
import type { KeyStore, PreparedCommit, SealedCommit, Store } from '../port';
import {
  appendOk,
  bareCommit,
  bytes,
  newSubject,
  NOW_MS,
  sampleCommit,
  sampleEvent,
} from './samples';

/** Somebody who is in every table. */
export interface Person {
  readonly subject: string;
  readonly handle: string;
  /** Of the personal events. */
  readonly seqs: readonly number[];
  readonly idempotency: {
    readonly scope: string;
    readonly key: string;
    readonly payloadHash: string;
  };
  /** What of this person must be found nowhere after an erasure. */
  readonly traces: readonly (string | Uint8Array)[];
}

export async function addPerson(store: Store, keys: KeyStore): Promise<Person> {
  const subject = newSubject();
  const handle = `h1_${newSubject()}`;
  const words = `${randomUUID()} の言葉`;
  const wrapped = bytes(60);
  const idempotency = { scope: 'shop|choices', key: newSubject(), payloadHash: 'h' };
  await keys.putKeys([{ subject, wrapped }]);
  const first = sampleCommit(subject, 1, {
    identifiers: [{ handle, system: 'shop', subject, sealed: bytes(70) }],
    idempotency: { ...idempotency, answer: JSON.stringify({ subject, words }), subject },
  });
  const own = { scope: `portal ${subject}`, key: 'k', payloadHash: 'h', answer: '{}', subject };
  const commits = [withWords(first, words), sampleCommit(subject, 2, { idempotency: own })];
  const seqs: number[] = [];
  for (const commit of commits) seqs.push(...(await appendOk(store, commit)));
  const states = [3, 4].map((n) => sampleCommit(subject, n));
  for (const commit of states) seqs.push(...(await appendOk(store, commit)));
  const exposure = { id: newSubject(), subject, touchpoint: 'home', sealed: bytes(90) };
  await addActivity(store, subject, exposure);
  const personal = [...commits, ...states].flatMap(({ events }) =>
    events.flatMap((event) =>
      event.personal ? [event.personal.sealed, event.personal.random] : [],
    ),
  );
  const openings = commits.flatMap(({ events }) =>
    events.flatMap(({ body }) => body?.opening ?? []),
  );
  const sealedStates = [...commits, ...states].flatMap((commit) =>
    commit.states.map(({ state }) => state),
  );
  const sealed = [...personal, ...openings, ...sealedStates, exposure.sealed, wrapped];
  const traces = [subject, rawId(subject), markOf(subject), handle, words, ...sealed];
  return { subject, handle, seqs, idempotency, traces };
}

/** As it stands in a run of tallies. */
function rawId(subject: string): Uint8Array {
  return Buffer.from(subject.slice('sub_'.length), 'base64url');
}

function withWords(commit: SealedCommit, words: string): SealedCommit {
  const events = commit.events.map((event) => ({
    ...event,
    body: { json: JSON.stringify({ words }), opening: bytes() },
  }));
  return { ...commit, events };
}

async function addActivity(
  store: Store,
  subject: string,
  exposure: { id: string; subject: string; touchpoint: string; sealed: Uint8Array },
): Promise<void> {
  const times = { atMs: NOW_MS, receivedAtMs: NOW_MS, decisionId: null };
  await store.putExposure({ ...exposure, ...times });
  const [touchpoint, day] = ['home', '2026-07-01'];
  // In a run, and more than one holds.
  for (const count of [1, 2 ** 32]) {
    await store.addTallies([{ subject, touchpoint, day, outcome: 'refused', count }]);
  }
  await store.reserveContact([subject], { channel: 'mail', atMs: NOW_MS }, []);
  await addToAudience(store, [newSubject(), subject, newSubject()]);
  const session = { createdAtMs: NOW_MS, expiresAtMs: NOW_MS + 1, endedAtMs: null };
  await store.putSession({ id: newSubject(), kind: 'subject', who: subject, ...session });
  const hold = { id: newSubject(), subject, sealed: bytes(), sinceMs: 1, untilMs: 2, endedAtMs: 2 };
  await appendOk(store, bareCommit({ rows: [{ table: 'hold', row: hold }] }));
}

/** An audience of the day in which these subjects were. */
export async function addToAudience(store: Store, subjects: readonly string[]): Promise<string> {
  const [id, touchpoint, system] = [newSubject(), 'home', 'shop'];
  await store.putAudience({ id, system, touchpoint, sealed: bytes(), atMs: NOW_MS });
  const asked = { touchpoint, day: '2026-07-01', count: subjects.length };
  const part = { audience: id, part: 0, subjects: subjectBytes(subjects) };
  await store.addAudiencePart({ ...part, asked });
  return id;
}

/** The commit that takes away once more what came late about somebody erased: no entry. */
export function sweeping(subject: string): PreparedCommit {
  const row = { table: 'subject-erased', subject, keepBodies: true } as const;
  return bareCommit({ events: [], rows: [row] });
}

/** The commit that erases, as the record makes it: its entry, and what goes with it. */
export function erasing(
  person: Pick<Person, 'subject'>,
  n: number,
  more: { readonly keepBodies?: boolean; readonly rows?: PreparedCommit['rows'] } = {},
): PreparedCommit {
  const { keepBodies = false, rows = [] } = more;
  const { leaf, ...event } = sampleEvent(null);
  const { subject } = person;
  return bareCommit({
    expected: [{ subject, n }],
    events: [{ ...event, leaf: { k: 'erasure', b: leaf.b ?? '' } }],
    rows: [{ table: 'subject-erased', subject, keepBodies }, ...rows],
  });
}
