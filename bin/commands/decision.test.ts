// What the command answers about the past; the look stands in the person's own record first.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deny, newPerson, say } from '../../lib/evidence/log.test-support';
import { verifyReceipt } from '../../lib/evidence/receipt-verify';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { nattoku } from './terminal.test-support';

let server: TemporaryRuntime;
let at: string;
beforeAll(async () => {
  server = await openTemporaryRuntime({}, { keeper: {} });
  const person = await newPerson(server.runtime, { system: 'shop', id: '12345' });
  await say(server.runtime, person, [deny('*', 'portal')]);
  at = new Date(server.runtime.clock.now()).toISOString();
  await server.keeper?.settle();
}, 60_000);
afterAll(() => server.dispose());

const run = (args: string) => nattoku(server.dataDir, `decision ${args}`);
const entries = async () => (await server.runtime.store.head()).seq;
const question = (person = 'shop:12345', ground = 'inquiry-7') =>
  `--person ${person} --touchpoint shop-for-you --at ${at} --ground ${ground}`;

describe('nattoku decision', () => {
  it('says answer, reason, what decided, the words and how whole the record is; the person sees the look', async () => {
    const before = await entries();
    const { code, out, err } = await run(question());
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out[0]).toBe(`no: shop-for-you at ${at}`);
    expect(out.join('\n')).toMatch(/reason +withdrawn|reason +refused/);
    expect(out.join('\n')).toMatch(/decided +deny of .*evt_[\w-]{22}, with a receipt/);
    expect(out.join('\n')).toContain('1 events until then, 1 since; whole');
    expect(await entries()).toBe(before + 1);
    const [look] = await server.runtime.store.searchLog({ order: 'newest', limit: 1 });
    expect(look?.body?.json).toMatch(/"ground":"inquiry-7".*"surface":"system".*"type":"look"/);
  });

  it('gives everything as JSON, with a receipt that verifies', async () => {
    const { code, out } = await run(`${question()} --json --data purchases`);
    const view = JSON.parse(out[0] ?? '') as { deciding: { receipt: unknown }[] };
    expect([code, out.length]).toEqual([0, 1]);
    const policy = await server.runtime.ledger.policy();
    expect(verifyReceipt(view.deciding[0]?.receipt, policy).ok).toBe(true);
  });

  it.each([
    ['', '--person is needed'],
    ['--person nobody', '--person takes SYSTEM:ID'],
    ['--person shop:1 --touchpoint a', '--at is needed'],
    ['--person shop:1 --touchpoint a --at 2026-03-03T10:00', '--at takes an instant'],
    ['--person shop:1 --touchpoint a --at 2026-03-03T10:00Z', '--ground is needed'],
    ['--person shop:1 --touchpoint a --at 2026-03-03T10:00Z --ground abc', 'at least five'],
    ['--person shop:1 --touchpoint a --at 2020-03-03T10:00Z --ground inquiry', '--at lies before'],
    ['--wat', "Unknown option '--wat'"],
  ])('%s: exit 2, and nobody was looked at', async (args, words) => {
    const before = await entries();
    const { code, err } = await run(args);
    expect([code, await entries()]).toEqual([2, before]);
    expect(err.join()).toContain(words);
  });

  it('of nobody, or about no place, records nothing', async () => {
    const before = await entries();
    expect((await run(question('shop:none'))).code).toBe(1);
    const { code, err } = await run(question().replace('shop-for-you', 'nowhere'));
    expect({ code, err }).toEqual({ code: 2, err: [expect.stringContaining('--touchpoint')] });
    expect(await entries()).toBe(before);
  });
});
