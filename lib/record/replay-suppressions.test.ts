import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../asking/ask';
import { settleAsking } from '../asking/desk';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { PersonPrincipal, SystemPrincipal } from '../identity/model';
import { openRuntime } from '../runtime/open';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { eraseSubject } from './erase';
import type { NewPersonalEvent } from './model';
import { replaySuppressions } from './replay-suppressions';
import { shipWithdrawals } from './withdrawals';

const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['decide', 'choice:refuse'],
  touchpoints: ['*'],
  test: false,
});
const allow: NewPersonalEvent = {
  about: 'subject',
  body: {
    type: 'allow',
    surface: 'portal',
    purposes: ['recommend'],
    channels: ['web'],
    data: ['purchases', 'browsing'],
    notice: { catalogueVersion: 1, locale: 'ja', digest: 'x'.repeat(43) },
    expiresAtMs: 4_000_000_000_000,
  },
};
const deny: NewPersonalEvent = {
  about: 'subject',
  body: { type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' },
};

let temporary: TemporaryRuntime;
let runtime: Runtime;
let backup: string;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  runtime = temporary.runtime;
  backup = mkdtempSync(path.join(tmpdir(), 'nattoku-backup-'));
});
afterAll(async () => {
  await settleAsking(runtime);
  if (runtime !== temporary.runtime) await runtime.close();
  rmSync(temporary.dataDir, { recursive: true, force: true });
  rmSync(backup, { recursive: true, force: true });
});

/** A cold copy of the store alone, as a backup would be: the key store is not in it. */
const storeFiles = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith('nattoku.db'));
async function reopen(between: () => void): Promise<void> {
  await settleAsking(runtime);
  const { env, log } = runtime;
  await runtime.close();
  between();
  runtime = await openRuntime(env, { log });
}
async function person(id: string): Promise<PersonPrincipal> {
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [],
  });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('no subject');
  return mint<PersonPrincipal>({ kind: 'person', subject: outcome.subject, sessionId: 's' });
}
async function say(actor: PersonPrincipal, event: NewPersonalEvent): Promise<void> {
  const about = { subject: actor.subject };
  const outcome = await runtime.commit({ actor, about, events: [event] });
  if (!outcome.ok) throw new Error(outcome.reason);
}
async function reasonFor(id: string): Promise<string> {
  const { judgement } = await ask(runtime, shop, {
    subject: { system: 'shop', id },
    at: { touchpoint: 'shop-for-you' },
    data: [],
    reserve: false,
    gpc: false,
  });
  return judgement.verdict.reason;
}

describe('a backup that is put back', () => {
  it('neither brings anyone back nor permits again what was refused since', async () => {
    const ids = ['gone', 'declined', 'withdrew', 'kept'];
    const people = [];
    for (const id of ids) {
      const each = await person(id);
      await say(each, allow);
      people.push(each);
    }
    const [gone, declined, withdrew] = people;
    if (!gone || !declined || !withdrew) throw new Error('nobody');
    const { seq } = await runtime.store.head();
    const { dataDir } = temporary;
    await reopen(() => {
      for (const name of storeFiles(dataDir))
        copyFileSync(path.join(dataDir, name), path.join(backup, name));
    });

    const ground = 'requested' as const;
    await eraseSubject(runtime, { actor: gone, subject: gone.subject, ground });
    await eraseSubject(runtime, {
      actor: declined,
      subject: declined.subject,
      ground,
      keepSuppression: false,
    });
    await say(withdrew, deny);
    await say(await person('came later'), deny);
    await shipWithdrawals(runtime);
    await shipWithdrawals(runtime);

    await reopen(() => {
      for (const name of storeFiles(dataDir)) rmSync(path.join(dataDir, name));
      for (const name of storeFiles(backup))
        copyFileSync(path.join(backup, name), path.join(dataDir, name));
    });
    expect(await reasonFor('withdrew')).toBe('allowed');
    const replayed = await replaySuppressions(runtime, { afterSeq: seq });
    expect(replayed).toEqual({ erased: 2, suppressed: 0, withdrawals: 2 });
    expect(await Promise.all([...ids, 'came later', 'nobody'].map(reasonFor))).toEqual([
      'refused',
      'never_asked',
      'withdrawn',
      'allowed',
      'refused',
      'never_asked',
    ]);
    for (const { subject } of [gone, declined]) {
      expect(await runtime.store.findGroup({ subject })).toBeUndefined();
    }
    const settled = await runtime.store.head();
    expect(await replaySuppressions(runtime, { afterSeq: seq })).toMatchObject({
      erased: 0,
      suppressed: 0,
    });
    expect((await runtime.store.head()).seq).toBe(settled.seq);
  });
});
