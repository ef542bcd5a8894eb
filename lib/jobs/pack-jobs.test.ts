// Packs as work: asked for, built once by one worker, resumed, handed to whoever asked and nobody else.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deny, newPerson, officerWith, say } from '../evidence/log.test-support';
import { verifyPack } from '../evidence/pack/verify-pack';
import { deploymentPrincipal } from '../identity/deployment';
import type { OfficerPrincipal } from '../identity/model';
import { addOfficer, removeOfficer } from '../identity/officers';
import { keepLedger } from '../runtime/keep-ledger';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import type { Keeper } from '../transparency/model';
import {
  askForPack,
  cancelPack,
  findPack,
  listPacks,
  openPack,
  PACK_KEPT_MS,
  sweepPacks,
  workOnPack,
} from './pack-jobs';

let temporary: TemporaryRuntime;
let keeper: Keeper | undefined;
let asker: OfficerPrincipal;
let aheadMs = 0;
const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-jobs-'));
const ground = '照会第12号への回答';
const everything = { question: {}, ground, summary: 'everything' };

async function hire(email: string): Promise<OfficerPrincipal> {
  const added = await addOfficer(temporary.runtime, deploymentPrincipal(), {
    ...{ email, name: 'A', roles: ['auditor'] },
  });
  if (!added.ok) throw new Error(added.reason);
  return officerWith(['auditor'], added.id);
}
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  const { runtime } = temporary;
  const { now } = runtime.clock;
  Object.assign(runtime.clock, { now: () => now() + aheadMs });
  keeper = keepLedger(runtime);
  asker = await hire('asker@example.com');
  const person = await newPerson(runtime, { system: 'shop', id: 'one' });
  await say(runtime, person, [deny('*', 'portal')]);
  await keeper?.settle();
});
afterAll(async () => {
  await keeper?.stop();
  await temporary.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

async function ask(): Promise<string> {
  const asked = await askForPack(temporary.runtime, asker, everything);
  if (!asked.ok) throw new Error(asked.field);
  return asked.id;
}
const work = (worker = 'w') => workOnPack(temporary.runtime, worker, () => true);

describe('a pack that was asked for', () => {
  it('is built, told, and handed to whoever asked; it verifies', async () => {
    const { runtime } = temporary;
    const id = await ask();
    expect((await findPack(runtime, asker, id))?.status).toBe('waiting');
    expect(await openPack(runtime, asker, id)).toBeUndefined();
    expect(await work()).toBe(true);
    expect(await work()).toBe(false);
    const view = await findPack(runtime, asker, id);
    expect(view).toMatchObject({ status: 'done', ground, onePerson: false });
    const handed = await openPack(runtime, asker, id);
    const bytes = handed && (await buffer(handed.stream));
    expect(bytes?.length).toBe(handed?.bytes);
    const file = path.join(scratch, 'pack.zip');
    writeFileSync(file, bytes ?? '');
    const verdict = await verifyPack(file, await runtime.ledger.policy());
    expect(verdict).toMatchObject({ ok: true, digest: view?.result?.digest });
  });

  it('lies encrypted, and not at all once its day is over', async () => {
    const { runtime, dataDir } = temporary;
    const id = await ask();
    await work();
    const folder = path.join(dataDir, 'jobs', id);
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(path.join(folder, name));
      expect(bytes.includes('nattoku-pack'), name).toBe(false);
    }
    aheadMs = PACK_KEPT_MS + 1;
    expect(await openPack(runtime, asker, id)).toBeUndefined();
    await sweepPacks(runtime);
    aheadMs = 0;
    expect(existsSync(folder)).toBe(false);
  });

  it('is nobody else’s: another officer, another role, nobody', async () => {
    const { runtime } = temporary;
    const id = await ask();
    await work();
    const other = await hire('other@example.com');
    expect(await findPack(runtime, other, id)).toBeUndefined();
    expect(await openPack(runtime, other, id)).toBeUndefined();
    expect(await cancelPack(runtime, other, id)).toBe(false);
    expect(await listPacks(runtime, other)).toEqual([]);
    const admin = officerWith(['admin'], asker.officer);
    await expect(findPack(runtime, admin, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(askForPack(runtime, admin, everything)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(askForPack(runtime, { kind: 'anonymous' }, everything)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('needs a ground', async () => {
    const asked = await askForPack(temporary.runtime, asker, { ...everything, ground: '  a  ' });
    expect(asked).toEqual({ ok: false, reason: 'invalid_request', field: 'ground' });
  });

  it('that was cancelled leaves nothing', async () => {
    const { runtime, dataDir } = temporary;
    const id = await ask();
    expect(await cancelPack(runtime, asker, id)).toBe(true);
    expect(await work()).toBe(false);
    expect((await findPack(runtime, asker, id))?.status).toBe('cancelled');
    expect(existsSync(path.join(dataDir, 'jobs', id))).toBe(false);
  });

  it('left by a worker that died is finished by another once its lease is over', async () => {
    const { runtime } = temporary;
    const id = await ask();
    expect(await workOnPack(runtime, 'dying', () => false)).toBe(true);
    expect((await findPack(runtime, asker, id))?.status).toBe('running');
    expect(await work('next')).toBe(false);
    aheadMs = 60_000;
    expect(await work('next')).toBe(true);
    aheadMs = 0;
    expect((await findPack(runtime, asker, id))?.status).toBe('done');
  });

  it('of an officer who left is not built', async () => {
    const { runtime } = temporary;
    const leaving = await hire('leaving@example.com');
    const asked = await askForPack(runtime, leaving, everything);
    await removeOfficer(runtime, deploymentPrincipal(), 'leaving@example.com');
    await work();
    const row = asked.ok ? await runtime.store.findJob(asked.id) : undefined;
    expect(row).toMatchObject({ status: 'failed', problem: 'forbidden' });
  });
});
