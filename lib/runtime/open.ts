/** Opens everything one process needs, in order; closes it in the reverse (DESIGN §6, §8). */
import path from 'node:path';
import { openKeyStore, openStore } from '../../db/open';
import { causesOf, databaseProblem, StorageError } from '../../db/problem';
import { systemClock, type Clock } from '../clock';
import type { Env } from '../env';
import { openVault } from '../identity/vault';
import { advanceLedger } from '../ledger/advance';
import { createLog, type Log } from '../log';
import { createCommit } from '../record/commit';
import { createLately } from '../record/lately';
import { createOrigins } from '../record/origins';
import { createCommitQueue } from '../record/queue';
import { restoresOf } from '../record/restored';
import { sealEvent } from '../record/seal-event';
import { createSubjectKeys } from '../record/subject-keys';
import { createSubjectReader } from '../record/subjects';
import type { LedgerBoard } from '../transparency/board';
import { openLedger } from '../transparency/ledger';
import { readWitnesses } from '../transparency/witness-policy';
import { openCatalogueBook } from './catalogue-book';
import { expectedAnchors } from './expected-anchors';
import type { Runtime } from './model';

export interface OpenOptions {
  /** A clock of one's own also sets `t` of new entries: a demo's history, tests. */
  readonly clock?: Clock;
  readonly log?: Log;
  /** False for a command that reads a whole database once: it does not hold the database's pages. */
  readonly mapped?: boolean;
  /** How many people to hold in memory; as many as there is room for where it is not said. */
  readonly people?: number;
}

/** Fixed in the database when the log is created; later settings do not change it. */
function logOrigin(env: Env, clock: Clock): string {
  return `${new URL(env.origin).host}/${String(new Date(clock.now()).getUTCFullYear())}`;
}

/** The keeper hears of what was committed; whoever watches /healthz, of a storage that takes nothing. */
function watched(commit: Runtime['commit'], board: LedgerBoard, log: Log): Runtime['commit'] {
  return async (request) => {
    try {
      const outcome = await commit(request);
      if (!outcome.ok) return outcome;
      if (!outcome.replayed && board.alarms.delete('writing')) log.info('choices are taken again');
      board.committed();
      return outcome;
    } catch (error) {
      if (causesOf(error).some((cause) => cause instanceof StorageError)) {
        if (!board.alarms.has('writing')) log.error({ err: error }, 'CHOICES CANNOT BE TAKEN');
        board.alarms.set('writing', databaseProblem(error) ?? 'The database takes nothing.');
      }
      throw error;
    }
  };
}

/** What was opened on the way is closed again when a later step fails. */
export async function openRuntime(env: Env, options: OpenOptions = {}): Promise<Runtime> {
  const opened: { close(): Promise<void> }[] = [];
  try {
    return await openSteps(env, options, opened);
  } catch (error) {
    await Promise.allSettled(opened.map((part) => part.close()));
    throw error;
  }
}

async function openSteps(
  env: Env,
  options: OpenOptions,
  opened: { close(): Promise<void> }[],
): Promise<Runtime> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog({ level: env.logLevel });
  const sqliteWriter = path.join(process.cwd(), 'lib/record/sqlite-writer.ts');
  const witnesses = await readWitnesses(env.witnesses);
  const place = { dataDir: env.dataDir, sqliteWriter };
  const keyStore = await openKeyStore({ ...place, url: env.keysUrl });
  opened.push(keyStore);
  const origin = logOrigin(env, clock);
  const store = await openStore({
    ...{ ...place, url: env.databaseUrl, origin, mapped: options.mapped ?? true },
    ...{ advance: advanceLedger, seal: sealEvent },
  });
  opened.push(store);
  const vault = await openVault({ secret: env.secret, keyStore });
  const catalogues = await openCatalogueBook(store);
  const head = await store.head();
  const subjectKeys = createSubjectKeys(keyStore, vault);
  const lately = createLately();
  const subjects = createSubjectReader({
    store,
    vault,
    log,
    seq: head.seq,
    people: options.people,
    async onChange(changed) {
      // INVARIANT: no process seals under a key that an erasure elsewhere destroyed.
      if (changed === null) {
        subjectKeys.forgetAll();
        lately.clear();
      }
      await catalogues.refresh();
    },
  });
  const queue = createCommitQueue(store, keyStore, sealEvent);
  const ledger = openLedger({
    ...{ store, clock, log, witnesses },
    ledgerDir: env.ledgerDir,
    expected: expectedAnchors(env, witnesses),
  });
  const commit = createCommit({
    store,
    vault,
    subjectKeys,
    lately,
    clock,
    log,
    queue,
    origins: createOrigins(store, head.origin),
    ownTime: options.clock !== undefined,
  });
  return {
    env,
    clock,
    log,
    store,
    keyStore,
    vault,
    catalogues,
    subjects,
    subjectKeys,
    ledger,
    epoch: head.epoch,
    restores: await restoresOf(store),
    commit: watched(commit, ledger.board, log),
    groups: () => queue.counts(),
    async close() {
      await queue.drained();
      await store.close();
      await keyStore.close();
    },
  };
}
