/**
 * A million people within a minute: the first of them say something through commit(), the others'
 * state and identifier rows are laid down beside theirs – of the same form, with ids of their own
 * and seals that hold, but without events in the log. Who only asks cannot tell; choices of
 * those laid down cannot be taken, since they have no key.
 */
import { connect, type Connection } from '../db/sqlite/connection';
import { newId } from '../lib/ids';
import { randomPart } from '../lib/random';
import type { Runtime } from '../lib/runtime/model';
import { allowOf, shopKey } from './choices';

const IN_FLIGHT = 1_024;
const GROUP = 50_000;
const BUSY_MS = 60_000;

export function memberId(index: number): string {
  return `member-${String(index)}`;
}

export async function populate(runtime: Runtime, people: number): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < people) {
      const index = next++;
      const outcome = await runtime.commit({
        actor: shopKey,
        about: { identifier: { system: 'shop', id: memberId(index) } },
        events: [allowOf(runtime, index)],
      });
      if (!outcome.ok) throw new Error(`a choice was refused: ${outcome.reason}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

interface StateRow {
  readonly subject: string;
  readonly n: number;
  readonly head: string;
  readonly state: Buffer;
  readonly seq: number;
  readonly createdAtMs: number;
}

function committed(connection: Connection): readonly StateRow[] {
  const columns = 'subject, n, head, state, seq, created_at_ms AS createdAtMs';
  return connection
    .prepare<[], StateRow>(`SELECT ${columns} FROM subjects ORDER BY subject LIMIT 300`)
    .all();
}

/** Somebody else of whom we know as much. */
function another({ vault }: Runtime, { n, seq, createdAtMs, state, head }: StateRow, id: string) {
  const subject = newId('sub');
  const text = state.toString('utf8').replace(/evt_[\w-]{22}/g, () => newId('evt'));
  const bytes = Buffer.from(text);
  const headText = randomPart(32).toString('base64url').slice(0, head.length);
  const seal = vault.sealState(subject, n, headText, bytes);
  const handle = vault.handleOf({ system: 'shop', id });
  return { subject, n, head: headText, state: bytes, seal, seq, createdAtMs, handle };
}

/** Nobody else may have the database open. `from`: how many said something. */
export function layDown(runtime: Runtime, file: string, from: number, people: number): void {
  if (people <= from) return;
  const connection = connect(file, BUSY_MS);
  // A folder that is thrown away after an hour need not outlive the power.
  for (const pragma of ['synchronous = OFF', 'cache_size = -600000']) connection.pragma(pragma);
  const like = committed(connection);
  const putSubject = connection.prepare(
    `INSERT INTO subjects (subject, leader, n, head, state, seal, seq, created_at_ms)
     VALUES (@subject, @subject, @n, @head, @state, @seal, @seq, @createdAtMs)`,
  );
  const putIdentifier = connection.prepare(
    `INSERT INTO identifiers (handle, system, subject, sealed) VALUES (@handle, 'shop', @subject, NULL)`,
  );
  for (let at = from; at < people; at += GROUP) {
    const group = Array.from({ length: Math.min(GROUP, people - at) }, (_, offset) => {
      const row = like[(at + offset) % like.length];
      if (row === undefined) throw new Error('nobody said anything yet');
      return another(runtime, row, memberId(at + offset));
    });
    // Rows in the order of their keys touch few pages.
    const bySubject = [...group].sort((a, b) => (a.subject < b.subject ? -1 : 1));
    const byHandle = [...group].sort((a, b) => (a.handle < b.handle ? -1 : 1));
    connection.transaction(() => {
      for (const row of bySubject) putSubject.run(row);
      for (const row of byHandle) putIdentifier.run(row);
    })();
  }
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
}
