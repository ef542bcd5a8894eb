import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { LedgerHalted, SignerTaken } from './halt';
import { STEPS, type Step } from './kept-log';
import { ENGINES, expectSound, keeperOf, openKept, type Kept } from './kept.test-support';

let kept: Kept;
afterEach(() => kept.dispose());

async function open(settings: () => Promise<Record<string, string>>): Promise<void> {
  kept = await openKept(await settings());
}

/** Ends the keeper right after a step, as a crash there would. */
function crashAfter(step: Step): { afterStep: (at: Step) => void } {
  return {
    afterStep(at) {
      if (at === step) throw new Error(`the process ended after ${step}`);
    },
  };
}

describe.each(ENGINES)('the keeper on %s', (_, settings) => {
  it('creates the log, tells its key in it, signs and publishes all of it', async () => {
    await open(settings);
    await kept.keepOnce();
    await expectSound(kept);
    const [log] = await kept.runtime.ledger.logs();
    const told = await kept.runtime.store.searchLog({ types: ['key'], order: 'oldest', limit: 9 });
    expect([log?.vkeys.length, told.length]).toEqual([1, 1]);
    await kept.keepOnce();
    expect(await kept.runtime.store.countLog({ types: ['key'] })).toBe(1);
  });

  it.each([
    [255, 257],
    [511, 513],
  ])(
    'finishes what a crash at any step from %i to %i left, with the same bytes',
    async (from, to) => {
      await open(settings);
      await kept.keepOnce();
      await kept.grow(from);
      await kept.keepOnce();
      let size = to;
      for (const step of STEPS) {
        await kept.grow(size);
        await expect(kept.keepOnce(crashAfter(step))).rejects.toThrow('the process ended');
        const { origin } = await kept.runtime.store.head();
        const record = path.join(kept.signerDir, `${encodeURIComponent(origin)}.record`);
        const signed = JSON.parse(readFileSync(record, 'utf8')) as { size: string; line: string };
        await kept.keepOnce();
        await expectSound(kept);
        if (STEPS.indexOf(step) >= STEPS.indexOf('signed')) {
          expect(signed.size).toBe(String(size));
          expect(readFileSync(kept.fileOf('checkpoint'), 'utf8')).toContain(signed.line);
        }
        size += 1;
      }
    },
  );

  it('halts on an old database put back, and says which of the three disagrees', async () => {
    await open(settings);
    await kept.keepOnce();
    const { origin } = await kept.runtime.store.head();
    const record = path.join(kept.signerDir, `${encodeURIComponent(origin)}.record`);
    const { size, ...signed } = JSON.parse(readFileSync(record, 'utf8')) as { size: string };
    // The signer saw more than this database holds.
    writeFileSync(record, JSON.stringify({ ...signed, size: String(Number(size) + 3) }));
    await expect(kept.keepOnce()).rejects.toThrow(/the database disagrees: it holds \d+ entries/);
  });
});

describe('the keeper', () => {
  it('publishes nothing that is not in its record, and stores nothing that is not signed', async () => {
    kept = await openKept();
    await kept.keepOnce();
    const before = await kept.checkpoint();
    await kept.grow(40);
    await expect(kept.keepOnce(crashAfter('signed'))).rejects.toThrow();
    const { origin } = await kept.runtime.store.head();
    const stored = await kept.runtime.store.newestCheckpoint(origin);
    expect([stored?.size, (await kept.checkpoint()).size]).toEqual([
      Number(before.size),
      before.size,
    ]);
  });

  it('halts for good when the disk does not keep what it wrote', async () => {
    kept = await openKept();
    await kept.keepOnce();
    await kept.grow(20);
    const sync = (): Promise<void> => Promise.reject(new Error('EIO'));
    const keeper = keeperOf(kept.runtime, { writing: { sync } });
    await expect(keeper.settle()).rejects.toThrow(/fsync failed/);
    await expect(keeper.settle()).rejects.toThrow(LedgerHalted);
    const standing = await kept.runtime.ledger.standing();
    expect(standing.state).toBe('halted');
    expect(standing.why).toMatch(/fsync failed/);
    // Choices go on.
    await kept.grow(25);
    await keeper.stop();
  });

  it('is alone with its folder: the second one is refused in one line', async () => {
    kept = await openKept();
    const first = keeperOf(kept.runtime);
    expect(() => keeperOf(kept.runtime)).toThrow(SignerTaken);
    expect(() => keeperOf(kept.runtime)).toThrow(/^another process signs with [^\n]+$/);
    await first.stop();
    await kept.keepOnce();
  });

  it('keeps its key for itself, sealed', async () => {
    kept = await openKept();
    await kept.keepOnce();
    const { origin } = await kept.runtime.store.head();
    const file = path.join(kept.signerDir, `${encodeURIComponent(origin)}.key`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(kept.signerDir).mode & 0o777).toBe(0o700);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^.../, 'AAA'));
    await expect(kept.keepOnce()).rejects.toThrow(/does not open/);
  });

  it('halts when its record is gone, though something was signed', async () => {
    kept = await openKept();
    await kept.keepOnce();
    rmSync(kept.signerDir, { recursive: true });
    await expect(kept.keepOnce()).rejects.toThrow(/the signer's record is missing/);
  });

  it('halts when an old record was put back', async () => {
    kept = await openKept();
    await kept.keepOnce();
    const { origin } = await kept.runtime.store.head();
    const record = path.join(kept.signerDir, `${encodeURIComponent(origin)}.record`);
    const old = readFileSync(record);
    await kept.grow(50);
    await kept.keepOnce();
    writeFileSync(record, old);
    await expect(kept.keepOnce()).rejects.toThrow(/the signer's record disagrees/);
  });

  it('halts when SIGNER_DIR or LEDGER_DIR knows a log that the database does not', async () => {
    kept = await openKept();
    await kept.keepOnce();
    const next = kept.ledgerDir.concat('/2999');
    mkdirSync(next);
    writeFileSync(path.join(next, 'checkpoint'), 'x');
    await expect(kept.keepOnce()).rejects.toThrow(/log 2999: the database disagrees/);
    rmSync(next, { recursive: true });
    const { origin } = await kept.runtime.store.head();
    const record = path.join(kept.signerDir, `${encodeURIComponent(origin)}.record`);
    writeFileSync(record.replace(/\d{4}\.record$/, '2999.record'), readFileSync(record));
    await expect(kept.keepOnce()).rejects.toThrow(/2999: the database disagrees/);
  });

  it('writes the checkpoint and damaged or missing tiles again', async () => {
    kept = await openKept();
    await kept.grow(600);
    await kept.keepOnce();
    rmSync(kept.fileOf('checkpoint'));
    await kept.keepOnce();
    await expectSound(kept);
    rmSync(kept.fileOf('tile/0/001'));
    const bundle = readFileSync(kept.fileOf('tile/entries/000'));
    bundle[7] = (bundle[7] ?? 0) ^ 1;
    writeFileSync(kept.fileOf('tile/entries/000'), bundle);
    await kept.keepOnce();
    await expectSound(kept);
    rmSync(kept.ledgerDir, { recursive: true });
    await kept.keepOnce();
    await expectSound(kept);
  });

  it('drops partial tiles once their full one is there', async () => {
    kept = await openKept();
    await kept.grow(250);
    await kept.keepOnce();
    expect(existsSync(kept.fileOf('tile/0/000.p'))).toBe(true);
    await kept.grow(260);
    await kept.keepOnce();
    expect(existsSync(kept.fileOf('tile/0/000.p'))).toBe(false);
    await expectSound(kept);
  });
});
