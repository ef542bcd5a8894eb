/**
 * Learns from those who let it (API.md "Long jobs ask again at the moment of use"): each portion of
 * people is asked about just before it is used, and everyone who was used once more before the model
 * is kept – who said no meanwhile is taken out, as if they had never been in.
 */
import type { Decision } from '../../../sdk/src/answer';
import type { Client } from '../../../sdk/src/client';
import { bulkClient } from '../bulk';
import { grantOf, type Grant } from '../shop/grant';
import type { Because } from '../shop/slots/slot';
import { allRows, type Row } from './people';
import { stepsOf, strongest, train, type Steps } from './model';
import type { Run } from './runs';

export const PLACE = 'model-training';
const SYSTEM = 'data';
const PORTION = 20;
const SHOWN = 8;
const FEW = 10;

interface Used {
  readonly row: Row;
  readonly grant: Grant;
  readonly decisionId: string;
  readonly steps: Steps;
}

function subjectOf({ id }: Row) {
  return { system: SYSTEM, id };
}

function askAll(client: Client, rows: readonly Row[]): Promise<readonly Decision[]> {
  return client.decideMany(rows.map((row) => ({ subject: subjectOf(row), touchpoint: PLACE })));
}

function usedFrom(row: Row, answer: Decision | undefined): Used | undefined {
  const grant = grantOf(answer, row.history);
  if (grant === undefined || answer === undefined || !('decisionId' in answer)) return undefined;
  return { row, grant, decisionId: answer.decisionId, steps: stepsOf(grant) };
}

function reasonOf(answer: Decision | undefined): string {
  return answer !== undefined && 'reason' in answer ? (answer.reason ?? 'error') : 'error';
}

/** Fewer than ten of one reason would point at somebody. */
function told(reasons: ReadonlyMap<string, number>): Run['reasons'] {
  const many = [...reasons].filter(([, people]) => people >= FEW);
  const others = [...reasons].reduce((sum, [, people]) => sum + (people < FEW ? people : 0), 0);
  const sorted = many.sort((a, b) => b[1] - a[1]);
  return others === 0 ? sorted : [...sorted, ['other', others]];
}

function recordsOf({ grant }: Used): number {
  return grant.known.browsing.length + grant.known.purchases.length;
}

function becauseOf({ grant }: Used): readonly Because[] {
  const { browsing, purchases } = grant.known;
  const count = (n: number, one: string, more: string) => `${String(n)} ${n === 1 ? one : more}`;
  return [
    {
      kind: 'data' as const,
      data: 'browsing',
      words: {
        ja: `見たページの記録${String(browsing.length)}件を、AIの学習に使ったため`,
        en: `An AI learned from ${count(browsing.length, 'page', 'pages')} you viewed`,
      },
    },
    ...(purchases.length === 0
      ? []
      : [
          {
            kind: 'data' as const,
            data: 'purchases',
            words: {
              ja: `購入の記録${String(purchases.length)}件を、AIの学習に使ったため`,
              en: `An AI learned from ${count(purchases.length, 'purchase', 'purchases')} of yours`,
            },
          },
        ]),
  ];
}

async function tell(client: Client, used: readonly Used[]): Promise<void> {
  for (let at = 0; at < used.length; at += PORTION) {
    const reports = used.slice(at, at + PORTION).map((one) =>
      client.reportExposure({
        ...{ subject: subjectOf(one.row), touchpoint: PLACE, decisionId: one.decisionId },
        because: becauseOf(one),
      }),
    );
    await Promise.all(reports);
  }
}

async function gather(client: Client, run: Run): Promise<readonly Used[]> {
  const rows = allRows();
  const used: Used[] = [];
  const reasons = new Map<string, number>();
  for (let at = 0; at < rows.length; at += PORTION) {
    const portion = rows.slice(at, at + PORTION);
    const answers = await askAll(client, portion);
    portion.forEach((row, index) => {
      const one = usedFrom(row, answers[index]);
      const reason = reasonOf(answers[index]);
      if (one === undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      else used.push(one);
    });
    run.asked += portion.length;
    run.usable = used.length;
    run.reasons = told(reasons);
  }
  return used;
}

async function recheck(client: Client, used: readonly Used[]): Promise<readonly Used[]> {
  const answers = await askAll(
    client,
    used.map(({ row }) => row),
  );
  return used.flatMap(({ row }, index) => usedFrom(row, answers[index]) ?? []);
}

export async function runJob(run: Run): Promise<void> {
  const client = bulkClient(SYSTEM);
  try {
    if (client === undefined) throw new Error('the data system has no key');
    const used = await gather(client, run);
    run.stage = 'checking';
    const still = await recheck(client, used);
    run.withdrew = used.length - still.length;
    run.usable = still.length;
    run.records = still.reduce((sum, one) => sum + recordsOf(one), 0);
    run.learned = strongest(train(still.map(({ steps }) => steps)), SHOWN);
    run.used = new Map(still.map((one) => [one.row.id, becauseOf(one)]));
    run.stage = 'telling';
    await tell(client, still);
    run.stage = 'done';
  } catch {
    // Nothing is kept of a run that broke off: no model is better than one nobody allowed.
    run.learned = [];
    run.used = new Map();
    run.stage = 'failed';
  } finally {
    run.endedAtMs = Date.now();
  }
}
