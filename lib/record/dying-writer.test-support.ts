/** The writer's thread, which takes its whole process with it by SIGKILL at one step: DYING_AT names it. */
import Database from 'better-sqlite3';
import { serveWriter } from '../../db/sqlite/writer';
import { advanceLedger } from '../ledger/advance';
import { sealEvent } from './seal-event';

const step = process.env.DYING_AT;
/** From the first leaf that is laid down on. */
let armed = false;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** After which statement of the transaction. */
const AFTER: Readonly<Record<string, RegExp>> = {
  'some rows': /^insert into "event_bodies"/i,
  'all rows': /^insert into "head"/i,
};

type Connection = Database.Database;
const { prepare, transaction } = Database.prototype as Connection;

Database.prototype.prepare = function (this: Connection, sql: string) {
  const statement = prepare.call(this, sql);
  if (AFTER[step ?? '']?.test(sql) !== true) return statement;
  const run = statement.run.bind(statement) as (...bound: unknown[]) => Database.RunResult;
  return Object.assign(statement, {
    run(...bound: unknown[]) {
      const done = run(...bound);
      if (armed) die();
      return done;
    },
  });
} as Connection['prepare'];

Database.prototype.transaction = function (
  this: Connection,
  work: (...args: unknown[]) => unknown,
) {
  const wrapped = transaction.call(this, work);
  const { deferred, exclusive, immediate } = wrapped;
  return Object.assign((...args: unknown[]) => wrapped(...args), {
    ...{ default: wrapped, deferred, exclusive },
    immediate(...args: unknown[]) {
      const done: unknown = immediate(...args);
      if (armed && step === 'committed') die();
      return done;
    },
  });
} as Connection['transaction'];

serveWriter({
  advance: (...args) => {
    armed = true;
    if (step === 'leaves') die();
    return advanceLedger(...args);
  },
  seal: sealEvent,
});
