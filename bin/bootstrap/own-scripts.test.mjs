import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextDecoder, TextEncoder } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { craftReceipt, policyOf, seedOf } from '../../lib/evidence/crafted-receipt.test-support';
import { verifyReceipt } from '../../lib/evidence/receipt-verify';
import { buildOwnScript, bundleForBrowser } from './own-scripts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'nattoku-verifier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The judgement as a browser has it: no process, no Buffer, no module loader. */
async function inBrowser() {
  const outfile = join(folder, 'judge.js');
  const entryPoints = ['lib/evidence/receipt-verify.ts'];
  await bundleForBrowser({ entryPoints, outfile, globalName: 'judge' });
  const context = createContext({ TextEncoder, TextDecoder });
  runInContext(readFileSync(outfile, 'utf8'), context);
  return (receipt, policy) => {
    context.given = JSON.stringify([receipt, policy]);
    const call =
      'JSON.stringify(judge.verifyReceipt(...JSON.parse(given)), (_, v) => typeof v === "bigint" ? String(v) : v)';
    return JSON.parse(runInContext(call, context));
  };
}

describe('the scripts of our pages', () => {
  it.each([
    ['portal', 4_000],
    ['verifier', 32_000],
  ])('hold nothing of Node, and stay small: %s', async (name, mostBytes) => {
    const outfile = join(folder, `${name}.js`);
    const sizeBytes = await buildOwnScript(name, outfile);
    const text = readFileSync(outfile, 'utf8');
    expect(text).not.toMatch(/node:|\brequire\(|\bprocess\.|<\/script/);
    expect(sizeBytes).toBeLessThan(mostBytes);
  });
});

describe('the verifier in a browser', () => {
  it('judges receipts as the server does, good and bad, step by step', async () => {
    const judge = await inBrowser();
    const [seed, other] = [seedOf(3), seedOf(4)];
    const receipt = await craftReceipt(seed);
    const changed = [
      receipt,
      { ...receipt, body: receipt.body.replace('portal', 'embed') },
      { ...receipt, personal: receipt.personal.replace('"n":3', '"n":5') },
      { ...receipt, proof: receipt.proof.replace('index 6', 'index 7') },
      { ...receipt, entry: `${receipt.entry}\n` },
      await craftReceipt(other),
      { nothing: true },
    ];
    const steps = changed.map((each) => {
      const here = verifyReceipt(each, policyOf(seed));
      const there = judge(each, policyOf(seed));
      expect([there.ok, there.step, there.why]).toEqual([here.ok, here.step, here.why]);
      return here.ok ? 'ok' : here.step;
    });
    expect(steps).toEqual(['ok', 'body', 'personal', 'proof', 'entry', 'policy', 'format']);
  });
});
