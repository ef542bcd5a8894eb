/**
 * What our answers about one or several places say to an AuthZEN question.
 * INVARIANT: nothing is permitted here that our own API would not permit for the same places.
 */
import { fullText } from '../../asking/judgement';
import type { Answered } from '../../asking/model';
import { PERMIT_REASONS, type PermitReason } from '../../decision/model';
import type { Answer, Properties } from './model';

type Context = Record<string, unknown>;

/**
 * Being contacted at all is the contact purpose's own question (DESIGN §5): `generic` at a place
 * that contacts says that this purpose is permitted and nothing silences it, whatever is refused
 * beside it. With data named, the question is whether that data may be used.
 */
function permitsOne(answered: Answered, action: string, data: readonly string[]): boolean {
  const { decision, otherwise } = answered.judgement.verdict;
  return decision || (action === 'contact' && data.length === 0 && otherwise === 'generic');
}

/** What our own API would have said, without what differs from one asking to the next. */
function contextOf(answered: Answered): Context {
  const context = JSON.parse(fullText(answered)) as Context;
  for (const name of ['decision', 'validUntil', 'consentToken', 'decisionId']) {
    Reflect.deleteProperty(context, name);
  }
  return context;
}

interface Told {
  readonly data?: { readonly permitted?: readonly string[]; readonly denied?: readonly string[] };
  readonly obligations?: readonly { readonly id: string }[];
}

/** Several permits as one: what all of them permit, everything any of them obliges to. */
function together(answers: readonly Answered[], first: Context): Context {
  const told = answers.map((answered) => contextOf(answered) as Context & Told);
  const permitted = told
    .map(({ data }) => data?.permitted ?? [])
    .reduce((all, some) => all.filter((key) => some.includes(key)));
  const named = told.flatMap(({ data }) => [...(data?.permitted ?? []), ...(data?.denied ?? [])]);
  const denied = [...new Set(named)].filter((key) => !permitted.includes(key));
  const obligations = told.flatMap((context) => context.obligations ?? []);
  const reasons = told.map(({ reason }) => reason as PermitReason | undefined);
  const { reason, evidence, ...bare } = first;
  const silent = reasons.includes(undefined);
  return {
    ...(!silent && { reason: PERMIT_REASONS.find((one) => reasons.includes(one)) ?? reason }),
    ...bare,
    otherwise: told.some(({ otherwise }) => otherwise === 'nothing') ? 'nothing' : 'generic',
    data: silent ? { permitted } : { permitted, denied },
    ...(!silent && { evidence }),
    obligations: [...new Map(obligations.map((one) => [one.id, one])).values()],
  };
}

function explain(answers: readonly Answered[], decider: Answered, decision: boolean): Properties {
  const context = contextOf(decider);
  return decision && answers.length > 1 ? together(answers, context) : context;
}

/**
 * All must permit; the first that does not is the one told about. Who does not ask why hears
 * nothing of obligations, and whoever cannot comply must take a permit for a no: so it is one.
 */
export function verdictOf(
  answers: readonly Answered[],
  question: { readonly action: string; readonly data: readonly string[] },
  why: boolean,
): Answer {
  const [first] = answers;
  if (first === undefined) return { decision: false };
  const refusing = answers.find((one) => !permitsOne(one, question.action, question.data));
  const obliged = answers.some(({ judgement }) => judgement.verdict.obligations.length > 0);
  const decider = refusing ?? first;
  const decision = refusing === undefined && (why || !obliged);
  return {
    decision,
    ...(why && { context: explain(answers, decider, decision) }),
    stamp: {
      decisionId: decider.decisionId,
      consentToken: decider.consentToken,
      validUntil: decider.validUntil,
    },
  };
}
