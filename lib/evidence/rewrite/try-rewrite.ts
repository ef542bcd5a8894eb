/** One attacker, one copy, before and after; one at a time, and few wait. */
import type { Runtime } from '../../runtime/model';
import { planOf, textOf, type Found, type Plan } from './attacks';
import { runCheck, type OwnCheck } from './checks';
import { withCopy, type Copy, type Standing } from './copy';
import type { Attack, Check, Finding, RowText, Trial, TrialOutcome } from './model';
import { operatorOf } from './operator';
import { pictureOf } from './picture';
import { shortSql } from './sql';

/** Every row is hashed while somebody waits. */
const MOST_ENTRIES = 20_000;
const LEAST_ENTRIES = 16;
const MOST_WAITING = 4;

async function foundIn({ file, store }: Copy): Promise<Found> {
  const head = await store.head();
  const leaves = await store.readLeaves(head.firstSeq, head.seq - head.firstSeq + 1);
  const signed = (await store.newestCheckpoint(head.origin))?.size ?? leaves.length;
  return { file, leaves, signed, origin: head.origin, firstSeq: head.firstSeq };
}

function rowText({ file }: Copy, { show }: Plan): RowText {
  const [row] = file.rows(show);
  return row === undefined ? [] : Object.entries(row).map(([name, value]) => [name, textOf(value)]);
}

interface Asked {
  readonly name: Check['name'];
  readonly ask: () => Promise<Finding>;
}

function ownChecks(standing: Standing, names: readonly OwnCheck[]): Asked[] {
  return names.map((name) => ({ name, ask: () => runCheck(name, standing) }));
}

async function askAll(asked: readonly Asked[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { ask } of asked) findings.push(await ask());
  return findings;
}

async function tryOn(copy: Copy, attack: Attack): Promise<Trial> {
  const beganAtMs = performance.now();
  const operator = attack === 'operator' ? await operatorOf(copy) : undefined;
  const signs = copy.standing.signerDir === null ? [] : (['start'] as const);
  // An old backup's people are as old as its entries: nothing in it contradicts anything.
  const opened = attack === 'old' ? [] : (['openings'] as const);
  const asked: Asked[] =
    operator === undefined
      ? ownChecks(copy.standing, ['rows', ...signs, ...opened])
      : [
          ...ownChecks(operator.standing, ['rows', 'start']),
          { name: 'witness', ask: () => operator.show() },
        ];
  const before = await askAll(asked);
  const found = await foundIn(copy);
  const plan = planOf(attack, found);
  const rowBefore = rowText(copy, plan);
  copy.file.run(plan.sql);
  const signing = (await operator?.sign()) ?? [];
  const after = await askAll(asked);
  const { firstSeq, leaves: told } = found;
  const rows = await copy.store.readLeaves(firstSeq, told.length);
  const around = plan.seqs[0] ?? firstSeq + Math.max(0, told.length - 9);
  const drawn = { firstSeq, around, told };
  return {
    attack,
    seqs: plan.seqs,
    sql: [...plan.sql, ...signing].map(shortSql),
    before: rowBefore,
    after: rowText(copy, plan),
    checks: asked.flatMap(({ name }, at) => {
      const [was, is] = [before[at], after[at]];
      return was === undefined || is === undefined ? [] : [{ name, before: was, after: is }];
    }),
    pictures: {
      before: pictureOf({ ...drawn, rows: told }),
      after: pictureOf({ ...drawn, rows }),
    },
    entries: told.length,
    tookMs: Math.round(performance.now() - beganAtMs),
  };
}

interface Queue {
  waiting: number;
  turn: Promise<unknown>;
}
const KEY = Symbol.for('nattoku.rewrite-queue');
type Holder = { [KEY]?: Queue };

/** Next compiles its entries separately, so the queue lives on `globalThis`. */
function queueOf(): Queue {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= { waiting: 0, turn: Promise.resolve() });
}

/** The original is only read. */
export async function tryRewrite(runtime: Runtime, attack: Attack): Promise<TrialOutcome> {
  if (runtime.store.engine !== 'sqlite') return { ok: false, reason: 'needs_sqlite' };
  const head = await runtime.store.head();
  const entries = head.seq - head.firstSeq + 1;
  if (entries > MOST_ENTRIES) return { ok: false, reason: 'too_large' };
  if (entries < LEAST_ENTRIES) return { ok: false, reason: 'too_young' };
  const queue = queueOf();
  if (queue.waiting >= MOST_WAITING) return { ok: false, reason: 'busy' };
  queue.waiting += 1;
  const done = queue.turn.then(() => withCopy(runtime, (copy) => tryOn(copy, attack)));
  queue.turn = done.catch(() => undefined);
  try {
    return { ok: true, trial: await done };
  } finally {
    queue.waiting -= 1;
  }
}
