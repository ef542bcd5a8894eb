/**
 * Rows in groups (DESIGN §6): whoever comes meanwhile with a choice of their own waits for one
 * group at most, and between two of them goes first.
 */
import { setImmediate } from 'node:timers/promises';
import type { Runtime } from '../runtime/model';
import { importRow, type ImportRun, type RowResult } from './import-row';
import type { ImportRow } from './rows';

/** Fewer than one transaction takes: others go with them. */
export const IMPORT_GROUP = 128;

export interface ImportCounts {
  readonly rows: number;
  readonly recorded: number;
  readonly refused: number;
}
export const NO_ROWS: ImportCounts = { rows: 0, recorded: 0, refused: 0 };

/** `onGroup` is told what became of each; false from it stops. Answers the counts so far. */
export async function runImport(
  runtime: Runtime,
  run: ImportRun,
  rows: AsyncIterable<ImportRow>,
  from: ImportCounts,
  onGroup: (results: readonly RowResult[], counts: ImportCounts) => Promise<boolean>,
): Promise<{ readonly whole: boolean; readonly counts: ImportCounts }> {
  let counts = from;
  let group: ImportRow[] = [];
  const settle = async (): Promise<boolean> => {
    const results = await inOrder(runtime, run, group);
    const refused = results.filter(({ result }) => result === 'refused').length;
    counts = {
      rows: counts.rows + results.length,
      recorded: counts.recorded + results.length - refused,
      refused: counts.refused + refused,
    };
    group = [];
    await setImmediate();
    return onGroup(results, counts);
  };
  await runtime.subjects.fresh();
  for await (const row of rows) {
    if (row.number <= from.rows) continue;
    group.push(row);
    if (group.length >= IMPORT_GROUP && !(await settle())) return { whole: false, counts };
  }
  const whole = group.length === 0 || (await settle());
  return { whole, counts };
}

function personOf({ number, value }: ImportRow): string {
  const { id, subject } = value ?? {};
  const named = typeof subject === 'object' && subject !== null && 'id' in subject && subject.id;
  const known = typeof id === 'string' ? id : named;
  return typeof known === 'string' ? known.normalize('NFC') : `\0${String(number)}`;
}

/**
 * INVARIANT: rows about one person are recorded one after the other, as they stand in the file –
 * a refusal behind an allow is the last word. Everybody else goes together.
 */
function inOrder(
  runtime: Runtime,
  run: ImportRun,
  group: readonly ImportRow[],
): Promise<readonly RowResult[]> {
  const before = new Map<string, Promise<RowResult>>();
  return Promise.all(
    group.map((row) => {
      const person = personOf(row);
      const earlier = before.get(person);
      const mine =
        earlier === undefined
          ? importRow(runtime, run, row)
          : earlier.then(() => importRow(runtime, run, row));
      before.set(person, mine);
      return mine;
    }),
  );
}
