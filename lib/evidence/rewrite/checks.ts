/** The checks that run every day, asked about a copy: nothing here judges by itself. */
import { examineLog } from '../../transparency/examine-log';
import { LedgerHalted } from '../../transparency/halt';
import { checkOpenings } from '../opening-check';
import { checkRows } from '../row-check';
import type { Standing } from './copy';
import type { CheckName, Finding } from './model';

const SHOWN = 3;

export function finding(problems: readonly string[]): Finding {
  const more = problems.length - SHOWN;
  const rest = more > 0 ? [`+ ${String(more)}`] : [];
  return { holds: problems.length === 0, problems: [...problems.slice(0, SHOWN), ...rest] };
}

async function rows({ runtime, files }: Standing): Promise<Finding> {
  const listed = await runtime.store.listLogs();
  const name = listed[0]?.origin;
  const log = (await runtime.ledger.logs()).find(({ origin }) => origin === name);
  const vkeys = listed[0]?.vkey == null ? [] : [listed[0].vkey];
  if (log === undefined) return finding(['the log is not there']);
  const { problems } = await checkRows(runtime, { ...log, vkeys }, files);
  return finding(problems.map(({ where, what }) => `${where}: ${what}`));
}

async function start({ runtime, signerDir, records, files }: Standing): Promise<Finding> {
  const [row] = await runtime.store.listLogs();
  if (row === undefined || signerDir === null) return finding(['the log is not there']);
  const { store, vault } = runtime;
  try {
    await examineLog({ store, vault, signerDir, records, files }, row);
    return finding([]);
  } catch (error) {
    if (!(error instanceof LedgerHalted)) throw error;
    return finding([error.message]);
  }
}

async function openings({ runtime }: Standing): Promise<Finding> {
  const problems = await checkOpenings(runtime);
  return finding(problems.map(({ where, what }) => `${where}: ${what}`));
}

const CHECKS = { rows, start, openings } as const;
export type OwnCheck = Exclude<CheckName, 'witness'>;

export function runCheck(name: OwnCheck, standing: Standing): Promise<Finding> {
  return CHECKS[name](standing);
}
