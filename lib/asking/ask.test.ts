import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mint } from '../identity/mint';
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { ask } from './ask';
import { askMany } from './ask-many';
import { closeAsking } from './desk';
import { fullText } from './judgement';
import type { Asking } from './model';

let temporary: TemporaryRuntime;
const mailer = mint<SystemPrincipal>({
  kind: 'system',
  system: 'mailer',
  keyId: 'k',
  scopes: ['decide', 'choice:allow', 'choice:refuse'],
  touchpoints: ['*'],
  test: false,
});
const subject = { system: 'mailer', id: 'M-1' };

beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  const { runtime } = temporary;
  const digest = 'x'.repeat(43);
  const outcome = await runtime.commit({
    actor: mailer,
    about: { identifier: subject },
    events: [
      {
        about: 'subject',
        body: {
          type: 'allow',
          surface: 'form',
          purposes: ['message', 'receive'],
          channels: ['mail'],
          data: ['purchases'],
          notice: { catalogueVersion: 1, locale: 'ja', digest },
          expiresAtMs: 4_000_000_000_000,
        },
        evidence: { kind: 'form', reference: '1' },
      },
      {
        about: 'subject',
        body: {
          type: 'limit',
          surface: 'form',
          limit: { kind: 'frequency', max: 1000, per: 'day', zone: 'Asia/Tokyo' },
        },
      },
    ],
  });
  if (!outcome.ok) throw new Error(outcome.reason);
});
afterAll(async () => {
  await closeAsking(temporary.runtime);
  await temporary.dispose();
});

const asking = (changed: Partial<Asking> = {}): Asking => ({
  subject,
  at: { touchpoint: 'newsletter' },
  data: ['purchases'],
  reserve: true,
  gpc: false,
  ...changed,
});

/** The same runtime with one function that throws, or rejects. */
function broken(part: string, name: string, how: 'throws' | 'rejects'): Runtime {
  const fault = (): unknown => {
    if (how === 'rejects') return Promise.reject(new Error('fault'));
    throw new Error('fault');
  };
  const whole = temporary.runtime as unknown as Record<string, object>;
  const target = whole[part];
  if (target === undefined) throw new Error(part);
  const changed = Object.create(target, { [name]: { value: fault } }) as object;
  return { ...temporary.runtime, [part]: changed } as Runtime;
}

const SYNCHRONOUS: readonly [string, string][] = [
  ['subjects', 'cached'],
  ['subjects', 'seq'],
  ['catalogues', 'current'],
  ['vault', 'handleOf'],
  ['vault', 'refOf'],
  ['vault', 'consentToken'],
];
const AWAITED: readonly [string, string][] = [
  ['subjects', 'fresh'],
  ['subjects', 'asked'],
  ['subjects', 'byHandles'],
  ['subjects', 'byIdentifiers'],
  ['store', 'membersOf'],
  ['store', 'contactsOf'],
  ['store', 'reserveContact'],
  ['store', 'identifiersOf'],
];
const FAULTS = [
  ...[...SYNCHRONOUS, ...AWAITED].map(([part, name]) => [part, name, 'throws'] as const),
  ...AWAITED.map(([part, name]) => [part, name, 'rejects'] as const),
];

describe('a fault on the way', () => {
  it('there is a permit where nothing fails', async () => {
    const { judgement } = await ask(temporary.runtime, mailer, asking());
    expect(judgement.verdict.decision).toBe(true);
  });

  it.each(FAULTS)(
    '%s.%s that %s is a no or changes nothing, and is never thrown',
    async (...fault) => {
      const [part, name, how] = fault;
      const runtime = broken(part, name, how);
      const handle = temporary.runtime.vault.handleOf(subject);
      for (const one of [asking(), asking({ reserve: false }), asking({ subject: { handle } })]) {
        const alone = await ask(runtime, mailer, one);
        const [many] = await askMany(runtime, mailer, [one]);
        for (const answered of [alone, many]) {
          if (answered === undefined) throw new Error('no answer');
          const said = JSON.parse(fullText(answered)) as Record<string, unknown>;
          if (said.decision === true) continue;
          expect(said.decision).toBe(false);
          expect(['error', 'unavailable']).toContain(said.reason);
          expect(said.cause).toEqual(expect.any(String));
          expect(said.otherwise).toBe('nothing');
        }
      }
      await closeAsking(runtime);
    },
  );

  it.each([
    ['subjects', 'fresh'],
    ['subjects', 'asked'],
    ['catalogues', 'current'],
    ['vault', 'handleOf'],
    ['store', 'reserveContact'],
    ['store', 'membersOf'],
  ])('without %s.%s no message is ever permitted', async (part, name) => {
    const runtime = broken(part, name, 'throws');
    const { judgement } = await ask(runtime, mailer, asking());
    expect(judgement.verdict).toMatchObject({ decision: false, otherwise: 'nothing' });
    await closeAsking(runtime);
  });

  it('a state row that was changed behind our back is a no', async () => {
    const runtime = temporary.runtime;
    const found = await runtime.subjects.byHandle(runtime.vault.handleOf(subject));
    if (found === undefined) throw new Error('nobody');
    const handle = runtime.vault.handleOf(subject);
    const plain = asking({
      reserve: false,
      subject: { handle },
      at: { touchpoint: 'press-letter' },
    });
    // What was judged of the whole row hangs on it, and must not be found through the other.
    await ask(runtime, mailer, plain);
    expect(found.derived).toBeDefined();
    const asked = () => Promise.resolve({ ...found, broken: true });
    const subjects: Runtime['subjects'] = { ...runtime.subjects, asked };
    for (const one of [asking(), plain]) {
      const { judgement } = await ask({ ...runtime, subjects }, mailer, one);
      expect(judgement.verdict).toMatchObject({ decision: false, reason: 'error' });
    }
  });
});

describe('what is kept between askings', () => {
  it('is dropped by the next choice', async () => {
    const { runtime } = temporary;
    const question = asking({ reserve: false, subject: { system: 'mailer', id: 'M-2' } });
    const say = (body: object) =>
      runtime.commit({
        actor: mailer,
        about: { identifier: { system: 'mailer', id: 'M-2' } },
        events: [{ about: 'subject', body: { surface: 'form', ...body } as never }],
      });
    await say({ type: 'deny', purposes: ['receive'], channels: '*', data: '*' });
    expect((await ask(runtime, mailer, question)).judgement.verdict.reason).toBe('refused');
    await say({ type: 'touchpoint-off', touchpoint: 'newsletter' });
    expect((await ask(runtime, mailer, question)).judgement.verdict.reason).toBe('touchpoint_off');
  });

  it('ends when time alone changes the answer', async () => {
    const clock = { nowMs: Date.parse('2026-11-21T10:00:00Z'), now: () => clock.nowMs };
    const own = await openTemporaryRuntime({}, { clock });
    const shop = mint<SystemPrincipal>({ ...mailer, system: 'shop' } as never);
    const who = { system: 'shop', id: 'S-1' };
    await own.runtime.commit({
      actor: shop,
      about: { identifier: who },
      events: [
        {
          about: 'subject',
          body: { type: 'pause', surface: 'form', untilMs: clock.nowMs + 60_000 },
        },
      ],
    });
    const question = asking({
      subject: who,
      at: { touchpoint: 'shop-also-bought' },
      data: [],
      reserve: false,
    });
    const reasons: string[] = [];
    for (const step of [0, 59_999, 1]) {
      clock.nowMs += step;
      reasons.push((await ask(own.runtime, shop, question)).judgement.verdict.reason);
    }
    expect(reasons).toEqual(['paused', 'paused', 'legitimate_interest']);
    await closeAsking(own.runtime);
    await own.dispose();
  });

  it('decision ids and tokens are never given twice to two systems', async () => {
    const { runtime } = temporary;
    const answers = await Promise.all(
      ['mailer', 'shop'].map((system) =>
        ask(
          runtime,
          mint<SystemPrincipal>({ ...mailer, system } as never),
          asking({ reserve: false }),
        ),
      ),
    );
    expect(new Set(answers.map(({ decisionId }) => decisionId)).size).toBe(2);
    expect(new Set(answers.map(({ consentToken }) => consentToken)).size).toBe(2);
    const ids = new Set<string>();
    for (let times = 0; times < 2000; times += 1) {
      ids.add((await ask(runtime, mailer, asking({ reserve: false }))).decisionId);
    }
    expect(ids.size).toBe(2000);
  });
});
