import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPostgresFolder } from '../../db/postgres/binaries';
import { deny, newPerson, say } from '../../lib/evidence/log.test-support';
import { checkFreshness } from '../../lib/asking/freshness';
import { eraseSubject } from '../../lib/record/erase';
import { ENGINES } from '../../lib/transparency/kept.test-support';
import { deploymentAt, leftBehind, newDeployment, type Deployment } from './restore.test-support';

let one: Deployment;
let out: string;
const others: Deployment[] = [];
beforeEach(() => {
  out = path.join(mkdtempSync(path.join(tmpdir(), 'nattoku-out-')), 'copy');
});
afterEach(async () => {
  await one.dispose();
  for (const other of others.splice(0)) await other.dispose();
  rmSync(path.dirname(out), { recursive: true, force: true });
});

async function backedUp(): Promise<void> {
  const said = await one.command(`backup --out ${out}`);
  expect(said).toMatchObject({ code: 0, err: [] });
}

// pg_dump and pg_restore are the machine's: without them the line below says what was not run.
const tools = ['pg_dump', 'pg_restore'].every((name) => findPostgresFolder(name) !== undefined);
const engines = ENGINES.filter(([name]) => name === 'SQLite' || tools);
if (!tools) process.stderr.write('PostgreSQL: no pg_dump here, its backups are not tested\n');

describe.each(engines)('on %s', (engine, settings) => {
  beforeEach(async () => {
    one = await newDeployment(await settings());
  });

  it('a backup under load is whole, and is restored on another machine under a new log', async () => {
    let [writing, written] = [true, 0];
    const write = async (name: string): Promise<void> => {
      for (let i = 0; writing; i += 1) {
        const id = `${name} ${String(i)}`;
        await newPerson(one.runtime, { system: 'shop', id });
        written += 1;
      }
    };
    await one.consenting('early');
    await one.sign();
    const writers = Array.from({ length: 32 }, (_, i) => write(`writer ${String(i)}`));
    const [from, startedMs] = [written, performance.now()];
    await backedUp();
    const perSecond = ((written - from) * 1000) / (performance.now() - startedMs);
    writing = false;
    await Promise.all(writers);
    process.stderr.write(`${engine}: ${perSecond.toFixed(0)} commits a second meanwhile\n`);
    expect(written).toBeGreaterThan(from);
    await one.sign();
    const { seq } = await one.runtime.store.head();

    const elsewhere = await settings();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-elsewhere-'));
    const args = `restore --from ${out} --bundles ${one.dataDir}/ledger`;
    const { DATABASE_URL: url } = elsewhere;
    const fresh =
      url === undefined ? elsewhere : { DATABASE_URL: `${url}_x`, KEYS_URL: `${url}_y` };
    const other = await deploymentClosedAt(dataDir, fresh);
    const refused = await other.command(args);
    expect(refused.code).toBe(1);
    expect(refused.err.join()).toContain('--new-log');
    const said = await other.command(`${args} --new-log`);
    expect(said.err.filter((line) => !line.startsWith('making'))).toEqual([]);
    expect(said.code).toBe(0);
    await other.open();
    expect((await other.runtime.store.head()).seq).toBeGreaterThan(seq);
    expect(await other.reasonFor('early')).toBe('allowed');
    await other.sign();
    expect((await other.runtime.ledger.logs())[0]?.origin).toMatch(/\/\d{4}-2$/);
    expect(await other.command('ledger fsck --openings')).toMatchObject({ code: 0, err: [] });
  }, 120_000);

  async function deploymentClosedAt(
    dataDir: string,
    given: Record<string, string>,
  ): Promise<Deployment> {
    const made = await deploymentAt(dataDir, given, one.runtime);
    let open = false;
    const other: Deployment = {
      ...made,
      async open() {
        const opened = await deploymentAt(dataDir, given);
        open = true;
        Object.assign(other, opened, { command: made.command });
      },
      async dispose() {
        if (!open) rmSync(dataDir, { recursive: true, force: true });
      },
    };
    others.push(other);
    return other;
  }

  it('what was refused or erased since stays so, the log goes on where it was signed, and a second run changes nothing', async () => {
    const [gone, , withdrew] = [
      await one.consenting('gone'),
      await one.consenting('kept'),
      await one.consenting('withdrew'),
    ];
    await one.sign();
    const known = one.runtime.vault.consentToken(one.runtime.epoch, one.runtime.subjects.seq());
    await backedUp();
    await say(one.runtime, withdrew, [deny(['recommend'], 'portal')]);
    await eraseSubject(one.runtime, { actor: gone, subject: gone.subject, ground: 'requested' });
    await one.consenting('came later');
    await one.sign();
    const before = await one.runtime.store.head();
    const lost = one.runtime.vault.consentToken(before.epoch, before.seq);

    const inUse = await one.command(`restore --from ${out}`);
    expect(inUse).toMatchObject({ code: 3, err: [expect.stringContaining('is in use')] });
    await one.close();
    const said = await one.command(`restore --from ${out}`);
    expect(said.code).toBe(0);
    expect(said.out.join('\n')).toMatch(/refilled from the published bundles: entries \d+ to \d+/);
    expect(leftBehind(one.dataDir)).toEqual([]);

    await one.open();
    expect(
      await Promise.all(['gone', 'kept', 'withdrew', 'came later'].map(one.reasonFor)),
    ).toEqual(['refused', 'allowed', 'withdrawn', 'never_asked']);
    expect(await one.runtime.store.findGroup({ subject: gone.subject })).toBeUndefined();
    const after = await one.runtime.store.head();
    expect(after.epoch).not.toBe(before.epoch);
    expect(after.origin).toBe(before.origin);
    expect(await checkFreshness(one.runtime, known)).toEqual({ ok: true });
    expect(await checkFreshness(one.runtime, lost)).toEqual({ ok: false, reason: 'older_epoch' });
    await one.sign();
    expect(await one.command('ledger fsck --openings')).toMatchObject({ code: 0, err: [] });

    await one.close();
    const again = await one.command(`restore --from ${out}`);
    expect(again).toMatchObject({ code: 0, err: [] });
    expect(again.out.join()).toContain('nothing was done');
    await one.open();
    expect(await one.runtime.store.head()).toEqual(after);
    expect(one.runtime.restores).toHaveLength(1);
  }, 120_000);

  it('without bundles the log is frozen where it was signed, and another one goes on', async () => {
    await one.consenting('kept');
    await one.sign();
    await backedUp();
    const { origin } = await one.runtime.store.head();
    const withdrew = await one.consenting('withdrew');
    await say(one.runtime, withdrew, [deny('*', 'portal')]);
    await one.sign();
    await one.close();
    rmSync(path.join(one.dataDir, 'ledger'), { recursive: true });
    const refused = await one.command(`restore --from ${out}`);
    expect(refused.code).toBe(1);
    expect(refused.err.join()).toContain('--without-bundles');
    expect((await one.command(`restore --from ${out} --without-bundles`)).code).toBe(0);
    await one.open();
    await one.sign();
    expect((await one.runtime.ledger.logs()).map((log) => log.origin)).toEqual([
      `${origin}-2`,
      origin,
    ]);
    expect(await one.reasonFor('withdrew')).toBe('refused');
    expect(await one.reasonFor('kept')).toBe('allowed');
    await one.consenting('later');
    await one.sign();
    expect((await one.runtime.ledger.standing()).signedSize).toBeGreaterThan(0);
    expect(await one.command('ledger fsck --openings')).toMatchObject({ code: 0, err: [] });
  }, 120_000);

  it('killed at any point and run again, it ends the same', async () => {
    await one.consenting('kept');
    const withdrew = await one.consenting('withdrew');
    await one.sign();
    await backedUp();
    await say(one.runtime, withdrew, [deny(['recommend'], 'portal')]);
    await one.sign();
    const signed = (await one.runtime.store.head()).seq;
    await one.close();
    for (const afterMs of [0, 150, 400, 900]) await one.killed(`restore --from ${out}`, afterMs);
    const said = await one.command(`restore --from ${out}`);
    expect(said.code).toBe(0);
    expect(leftBehind(one.dataDir)).toEqual([]);
    await one.open();
    const { seq } = await one.runtime.store.head();
    // The restore itself, and one refusal said again.
    expect(seq).toBe(signed + 2);
    expect(one.runtime.restores).toHaveLength(1);
    expect(await Promise.all(['kept', 'withdrew'].map(one.reasonFor))).toEqual([
      'allowed',
      'withdrawn',
    ]);
    await one.sign();
    expect(await one.command('ledger fsck --openings')).toMatchObject({ code: 0, err: [] });
  }, 180_000);

  it.each(['database', 'keys', 'manifest'])(
    'a damaged %s is refused by name, and nothing is touched',
    async (which) => {
      await one.consenting('kept');
      await one.sign();
      await backedUp();
      const before = await one.runtime.store.head();
      await one.close();
      const ending = which === 'manifest' ? 'json' : engine === 'SQLite' ? 'db' : 'pgdump';
      const file = path.join(out, `${which}.${ending}`);
      const bytes = readFileSync(file);
      bytes.writeUInt8((bytes[20] ?? 0) ^ 0x55, 20);
      writeFileSync(file, bytes);
      if (which === 'keys') {
        // Used only where there is no key store: that one is looked at elsewhere.
        const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-elsewhere-'));
        const url = (await settings())['DATABASE_URL'];
        const given = url === undefined ? {} : { DATABASE_URL: `${url}_x`, KEYS_URL: `${url}_y` };
        const other = await deploymentClosedAt(dataDir, given);
        const said = await other.command(`restore --from ${out} --new-log`);
        expect(said).toMatchObject({ code: 1 });
        expect(said.err.join()).toContain(file);
      } else {
        const said = await one.command(`restore --from ${out} --again`);
        expect(said).toMatchObject({ code: 1 });
        expect(said.err.join()).toContain(file);
      }
      await one.open();
      expect(await one.runtime.store.head()).toEqual(before);
    },
    60_000,
  );
});

describe('the signer', () => {
  it('halts on a database that was put back by copying it, and names the command', async () => {
    one = await newDeployment({});
    await one.consenting('kept');
    await one.sign();
    await backedUp();
    await one.consenting('later');
    await one.sign();
    await one.close();
    writeFileSync(
      path.join(one.dataDir, 'nattoku.db'),
      readFileSync(path.join(out, 'database.db')),
    );
    await one.open();
    await expect(one.sign()).rejects.toThrow(/nattoku restore/);
    await one.close();
    const said = await one.command(`restore --from ${out}`);
    expect(said.code).toBe(0);
    await one.open();
    await one.sign();
    expect(existsSync(path.join(one.dataDir, 'nattoku.db.restoring'))).toBe(false);
  }, 60_000);

  it('takes no entry from the bundles that was not signed', async () => {
    one = await newDeployment({});
    await one.consenting('kept');
    await one.sign();
    await backedUp();
    await one.consenting('later');
    await one.sign();
    const { seq } = await one.runtime.store.head();
    const [log] = await one.runtime.ledger.logs();
    const bundle = `${one.dataDir}/ledger/${log?.name ?? ''}/tile/entries/000.p/${String(seq)}`;
    const bytes = readFileSync(bundle);
    const at = bytes.lastIndexOf('"b":"') + 5;
    bytes.write(bytes.toString('latin1', at, at + 1) === 'A' ? 'B' : 'A', at, 'latin1');
    writeFileSync(bundle, bytes);
    await one.close();
    const said = await one.command(`restore --from ${out}`);
    expect(said.code).toBe(1);
    expect(said.err.join()).toContain('do not make the root that the signer signed');
    expect(leftBehind(one.dataDir)).toEqual([]);
    await one.open();
    expect((await one.runtime.store.head()).seq).toBe(seq);
  }, 60_000);
});
