import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import type { Runtime } from '../runtime/model';
import { deploymentPrincipal } from './deployment';
import { mint } from './mint';
import { ROLES, type OfficerPrincipal, type Role } from './model';
import { addOfficer, listOfficers, removeOfficer } from './officers';

let temporary: TemporaryRuntime;
let runtime: Runtime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  runtime = temporary.runtime;
});
afterAll(() => temporary.dispose());

const deployment = deploymentPrincipal();
const officer = (role: Role) =>
  mint<OfficerPrincipal>({ kind: 'officer', officer: 'off_1', roles: [role], sessionId: 's' });
const head = async () => (await runtime.store.head()).seq;

describe('officers', () => {
  it('are granted each role by an event, and lose each by one', async () => {
    const before = await head();
    const wanted = { email: 'A@example.test', name: ' Aya ', roles: ['auditor', 'approver'] };
    const added = await addOfficer(runtime, deployment, wanted);
    if (!added.ok) throw new Error(added.reason);
    expect(await head()).toBe(before + 2);
    expect(await listOfficers(runtime)).toEqual([
      { id: added.id, email: 'a@example.test', name: 'Aya', roles: ['auditor', 'approver'] },
    ]);
    const changed = await addOfficer(runtime, deployment, {
      ...wanted,
      roles: ['admin', 'auditor'],
    });
    expect(changed).toEqual({ ok: true, id: added.id });
    expect(await head()).toBe(before + 4);
    expect(
      await addOfficer(runtime, deployment, { ...wanted, roles: ['admin', 'auditor'] }),
    ).toEqual(changed);
    expect(await head()).toBe(before + 4);
    expect(await removeOfficer(runtime, deployment, 'a@EXAMPLE.test')).toEqual(changed);
    expect(await head()).toBe(before + 6);
    expect(await listOfficers(runtime)).toEqual([]);
    const events = await runtime.store.searchLog({ types: ['role'], order: 'oldest', limit: 10 });
    expect(
      events.map(({ body }) => {
        const { role, granted } = JSON.parse(body?.json ?? '{}') as {
          role: string;
          granted: boolean;
        };
        return `${granted ? '+' : '-'}${role}`;
      }),
    ).toEqual(['+approver', '+auditor', '+admin', '-approver', '-admin', '-auditor']);
  });

  it('are sealed: address and name lie nowhere in clear', async () => {
    const wanted = { email: 'canary-91@example.test', name: 'Canary', roles: ['auditor'] };
    await addOfficer(runtime, deployment, wanted);
    const rows = await runtime.store.listOfficers();
    const text = rows.map((row) => row.handle + Buffer.from(row.sealed).toString('latin1')).join();
    expect(text).not.toContain('canary-91');
    expect(text).not.toContain('Canary');
  });

  it('are made and removed by an admin or the deployment alone', async () => {
    const wanted = { email: 'b@example.test', name: 'B', roles: ['auditor'] };
    for (const role of ROLES.filter((known) => known !== 'admin')) {
      const before = await head();
      expect(await addOfficer(runtime, officer(role), wanted)).toEqual({
        ok: false,
        reason: 'forbidden',
      });
      expect(await head()).toBe(before);
      expect((await listOfficers(runtime)).some(({ email }) => email === wanted.email)).toBe(false);
    }
    expect((await addOfficer(runtime, officer('admin'), wanted)).ok).toBe(true);
    for (const role of ROLES.filter((known) => known !== 'admin')) {
      expect(await removeOfficer(runtime, officer(role), wanted.email)).toEqual({
        ok: false,
        reason: 'forbidden',
      });
    }
    expect((await listOfficers(runtime)).some(({ email }) => email === wanted.email)).toBe(true);
    expect((await removeOfficer(runtime, officer('admin'), wanted.email)).ok).toBe(true);
    expect(await removeOfficer(runtime, officer('admin'), wanted.email)).toEqual({
      ok: false,
      reason: 'not_found',
    });
  });

  it.each([
    [{ email: 'none', name: 'N', roles: ['auditor'] }, '/email'],
    [{ email: 'n@example.test', name: '', roles: ['auditor'] }, '/name'],
    [{ email: 'n@example.test', name: 'N', roles: [] }, '/roles'],
    [{ email: 'n@example.test', name: 'N', roles: ['owner'] }, '/roles'],
  ])('are refused for %o', async (wanted, field) => {
    const before = await head();
    expect(await addOfficer(runtime, deployment, wanted)).toEqual({
      ok: false,
      reason: 'invalid_request',
      field,
    });
    expect(await head()).toBe(before);
  });
});
