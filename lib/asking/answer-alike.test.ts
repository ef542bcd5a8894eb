import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mint } from '../identity/mint';
import type { SystemPrincipal } from '../identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { answerAlike, type AlikeQuestions } from './answer-alike';
import { answerAtHand } from './answer-one';
import { answeredBriefly, answeredMany } from './answered';
import { judgeMany } from './ask-many';
import { closeAsking, settleAsking } from './desk';
import { BATCH_OPENS, batchCloses, fullText, fullTexts } from './judgement';
import { laidDownOf } from './laid-down';
import type { Asking } from './model';

const BEGAN_MS = Date.parse('2026-11-22T03:00:00Z');
const clock = { nowMs: BEGAN_MS, now: () => clock.nowMs };
const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['decide', 'choice:allow', 'choice:refuse'],
  touchpoints: ['*'],
  test: false,
});
const narrow = mint<SystemPrincipal>({ ...shop, keyId: 'n', touchpoints: ['home-hero'] } as never);
const WAYS: readonly Pick<Asking, 'at' | 'data' | 'gpc'>[] = [
  { at: { touchpoint: 'shop-for-you' }, data: ['purchases'], gpc: false },
  { at: { touchpoint: 'shop-for-you' }, data: [], gpc: true },
  { at: { touchpoint: 'shop-also-bought' }, data: [], gpc: false },
  { at: { touchpoint: 'nowhere' }, data: [], gpc: false },
  { at: { purpose: 'recommend', channel: 'web' }, data: ['purchases'], gpc: false },
];
const IDS = ['allowed', 'refused', 'paused', 'limited', 'soon-over', 'nobody', 'x'.repeat(40)];

let temporary: TemporaryRuntime;

async function say(id: string, ...bodies: readonly object[]): Promise<void> {
  const events = bodies.map((body) => {
    const evidence = { kind: 'form', reference: '1' };
    return { about: 'subject', body: { surface: 'form', ...body }, evidence } as never;
  });
  const about = { identifier: { system: 'shop', id } };
  const outcome = await temporary.runtime.commit({ actor: shop, about, events });
  if (!outcome.ok) throw new Error(outcome.reason);
}
const notice = { catalogueVersion: 1, locale: 'ja', digest: 'x'.repeat(43) };
const allow = (expiresAtMs: number) => ({
  ...{ type: 'allow', purposes: ['recommend'], channels: ['web'], notice, expiresAtMs },
  data: ['purchases', 'browsing'],
});

beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock });
  await say('allowed', allow(BEGAN_MS + 9e9));
  await say('x'.repeat(40), allow(BEGAN_MS + 9e9));
  await say('refused', { type: 'deny', purposes: '*', channels: '*', data: '*' });
  await say('paused', allow(BEGAN_MS + 9e9), { type: 'pause', untilMs: BEGAN_MS + 60_000 });
  await say('soon-over', allow(BEGAN_MS + 62_500));
  const limit = { kind: 'frequency', max: 1, per: 'day', zone: 'Asia/Tokyo' };
  await say('limited', allow(BEGAN_MS + 9e9), { type: 'limit', limit });
});
afterAll(async () => {
  await closeAsking(temporary.runtime);
  await temporary.dispose();
});

/** Each of them asked about in each way, and again, in one text. */
function questionsOf(ids: readonly string[]): AlikeQuestions & { askings: readonly Asking[] } {
  const askings = [...WAYS, ...WAYS].flatMap((way) =>
    ids.map((id) => ({ subject: { system: 'shop', id }, reserve: false, ...way })),
  );
  const text = askings.map(({ subject }) => subject.id).join('"');
  const starts = new Int32Array(askings.length);
  const ends = new Int32Array(askings.length);
  let at = 0;
  askings.forEach(({ subject: { id } }, index) => {
    starts[index] = at;
    ends[index] = at + id.length;
    at += id.length + 1;
  });
  const askingAt = (index: number) => askings[index];
  const ways = askings.map((asking) => ({ ...asking, subject: { system: 'shop', id: 'x' } }));
  const bytes = Buffer.from(text);
  return { askings, count: askings.length, bytes, starts, ends, ways, askingAt };
}

async function asEver(principal: SystemPrincipal, askings: readonly Asking[], brief: boolean) {
  const { runtime } = temporary;
  const judgements = await judgeMany(runtime, principal, askings);
  if (brief) {
    const { items, consentToken, validUntil } = answeredBriefly(runtime, 'shop', judgements);
    return BATCH_OPENS + items + batchCloses(consentToken, validUntil);
  }
  const answers = answeredMany(runtime, 'shop', judgements);
  const earliest = answers.map(({ validUntil }) => validUntil).sort()[0] ?? '';
  return BATCH_OPENS + fullTexts(answers) + batchCloses(answers[0]?.consentToken ?? '', earliest);
}

/** Ids and tokens are drawn anew for each. */
function plain(text: string): string {
  return text
    .replaceAll(/"dec_[\w-]{24}"/g, '"dec"')
    .replaceAll(/"consentToken":"[^"]+"/g, '"consentToken":"t"');
}

/** As whoever sends them does: the bytes are written over by the next. */
async function answered(
  principal: SystemPrincipal,
  questions: AlikeQuestions,
  brief: boolean,
): Promise<string> {
  const sheet = await answerAlike(temporary.runtime, principal, questions, brief);
  const text = Buffer.from(sheet?.body ?? []).toString();
  sheet?.done();
  return text;
}

/** How many were answered from cards. */
let alone = 0;
async function compareAlone(principal: SystemPrincipal, askings: readonly Asking[]): Promise<void> {
  for (const asking of askings) {
    const atHand = answerAtHand(temporary.runtime, principal, asking);
    if (atHand === undefined) continue;
    alone += 1;
    const [judged] = await judgeMany(temporary.runtime, principal, [asking]);
    if (judged === undefined) throw new Error('no judgement');
    const [expected] = answeredMany(temporary.runtime, 'shop', [judged]);
    expect(plain(atHand)).toBe(plain(expected === undefined ? '' : fullText(expected)));
  }
}

async function compare(principal: SystemPrincipal): Promise<void> {
  const questions = questionsOf(IDS);
  for (const brief of [false, true]) {
    // First: who is judged one by one is laid down anew.
    const before = await answered(principal, questions, brief);
    const expected = plain(await asEver(principal, questions.askings, brief));
    const after = await answered(principal, questions, brief);
    expect([plain(before), plain(after)]).toEqual([expected, expected]);
    JSON.parse(before);
    if (!brief) await compareAlone(principal, questions.askings);
  }
}

describe('answers from cards', () => {
  it('are to the letter those that are judged one by one, at any time, also after a choice', async () => {
    await compare(shop);
    // Some of them lie on cards by now, or nothing is compared here.
    const laid = laidDownOf(temporary.runtime.subjects);
    expect(laid.isBy(temporary.runtime.catalogues.current())).toBe(true);
    expect(alone).toBeGreaterThan(IDS.length);
    for (const step of [57_000, 2_999, 1, 2_499, 1, 5_000]) {
      clock.nowMs += step;
      await compare(shop);
      await compare(narrow);
    }
    await say('allowed', { type: 'deny', purposes: ['recommend'], channels: '*', data: '*' });
    await say('refused', allow(BEGAN_MS + 9e9));
    await compare(shop);
  });

  it('are each counted, about the person they are about', async () => {
    const { runtime } = temporary;
    const count = async (id: string): Promise<number> => {
      await settleAsking(runtime);
      const handle = runtime.vault.handleOf({ system: 'shop', id });
      const found = await runtime.subjects.byHandle(handle);
      const rows = await runtime.store.talliesOf([found?.subject ?? ''], '2026-11-01');
      return rows.reduce((sum, row) => sum + row.count, 0);
    };
    const questions = questionsOf(['allowed', 'refused']);
    const known = 2 * (WAYS.length - 1);
    const before = [await count('allowed'), await count('refused')];
    for (let times = 0; times < 3; times += 1) {
      await answered(shop, questions, times === 1);
    }
    const after = [await count('allowed'), await count('refused')];
    expect(after).toEqual(before.map((counted) => counted + 3 * known));
  });

  it('have each an id and a ref of their own', async () => {
    const questions = questionsOf(IDS);
    const text = await answered(shop, questions, false);
    const ids = [...text.matchAll(/"decisionId":"(dec_[\w-]{24})"/g)];
    expect(new Set(ids.map(([, id]) => id)).size).toBe(questions.count);
  });
});
