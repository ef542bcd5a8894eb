import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { openKept, sizeOf, type Kept } from '../../transparency/kept.test-support';
import { ATTACKS, type Attack, type Trial } from './model';
import { tryRewrite } from './try-rewrite';

let kept: Kept;

async function refuse(id: string): Promise<void> {
  const outcome = await kept.runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [
      {
        about: 'subject',
        body: {
          type: 'deny',
          surface: 'portal',
          purposes: '*',
          channels: '*',
          data: '*',
        },
      },
    ],
  });
  expect(outcome.ok).toBe(true);
}

const trials = new Map<Attack, Trial>();

beforeAll(async () => {
  kept = await openKept();
  await kept.grow(10);
  for (let at = 0; at < 24; at += 1) await refuse(`person-${String(at)}`);
  await kept.grow(40);
  await kept.keepOnce();
  await kept.keepOnce();
  for (const attack of ATTACKS) {
    const outcome = await tryRewrite(kept.runtime, attack);
    if (outcome.ok) trials.set(attack, outcome.trial);
  }
}, 120_000);
afterAll(() => kept.dispose());

function trialOf(attack: Attack): Trial {
  const trial = trials.get(attack);
  if (trial === undefined) throw new Error(`${attack} was not tried`);
  return trial;
}

function caughtBy({ checks }: Trial): string[] {
  return checks.filter(({ after }) => !after.holds).map(({ name }) => name);
}

describe('a copy that somebody rewrote', () => {
  it.each(ATTACKS)('was whole before: %s', (attack) => {
    const { checks } = trialOf(attack);
    expect(checks.map(({ before }) => before)).toEqual(
      checks.map(() => ({ holds: true, problems: [] })),
    );
  });

  it.each<[Attack, string[]]>([
    ['edit', ['rows', 'start', 'openings']],
    ['delete', ['rows', 'start', 'openings']],
    ['swap', ['rows', 'start', 'openings']],
    ['state', ['openings']],
    ['old', ['start']],
    ['whole', ['rows', 'start', 'openings']],
    ['operator', ['witness']],
  ])('is told: %s', (attack, names) => {
    expect(caughtBy(trialOf(attack))).toEqual(names);
  });

  it('names the row that was changed', () => {
    const { checks, seqs, before, after, sql } = trialOf('whole');
    expect(checks[0]?.after.problems[0]).toContain(`events row ${String(seqs[0])}`);
    expect(before).not.toEqual(after);
    expect(sql[0]).toBe('DROP TRIGGER events_no_update');
  });

  it('is drawn: the leaf and its whole way up differ, and nothing beside it', () => {
    const { pictures, seqs } = trialOf('edit');
    const { leaves, above, root } = pictures.after;
    expect(leaves.filter(({ state }) => state !== 'same').map(({ seq }) => seq)).toEqual(seqs);
    expect(above.map((row) => row.filter(({ state }) => state === 'changed').length)).toEqual([
      1, 1, 1,
    ]);
    expect([root.state, pictures.before.root.state]).toEqual(['changed', 'same']);
  });

  it('leaves the original as it was, and no copy behind', async () => {
    const copies = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('nattoku-rewrite-'));
    const before = [await sizeOf(kept.runtime), copies()];
    expect((await tryRewrite(kept.runtime, 'delete')).ok).toBe(true);
    expect([await sizeOf(kept.runtime), copies()]).toEqual(before);
    await kept.keepOnce();
  });

  it('is refused to more visitors than can wait', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => tryRewrite(kept.runtime, 'edit')),
    );
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([
      { ok: false, reason: 'busy' },
      { ok: false, reason: 'busy' },
    ]);
  });
});
