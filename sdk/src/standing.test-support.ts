/** A browser's client whose answers are given one by one, and a calendar that can be turned. */
import type { Decision } from './answer';
import type { BrowserClient, BrowserQuestion } from './browser';

export const LEASE_MS = 5_000;

export function answerOf(touchpoint: string, parts: Readonly<Record<string, unknown>>): Decision {
  return {
    ...{ decision: false, reason: 'refused', otherwise: 'generic', touchpoint },
    ...{ data: { permitted: [], denied: [] }, obligations: [], catalogueVersion: 1 },
    ...{ evidence: { ref: null, catalogueVersion: 1 }, consentToken: 't', decisionId: 'd' },
    validUntil: new Date(Date.now() + LEASE_MS).toISOString(),
    ...parts,
  } as Decision;
}

export interface ScriptedClient extends BrowserClient {
  readonly asked: BrowserQuestion[];
  /** What each place answers from now on: `undefined` never does. */
  readonly say: Map<string, (() => Decision) | Error | undefined>;
}

export function permit(touchpoint: string, parts: Readonly<Record<string, unknown>> = {}) {
  return () => answerOf(touchpoint, { decision: true, reason: 'allowed', ...parts });
}

export function refuse(touchpoint: string) {
  return () => answerOf(touchpoint, {});
}

export function scripted(places: Readonly<Record<string, () => Decision>>): ScriptedClient {
  const say: ScriptedClient['say'] = new Map(Object.entries(places));
  const asked: BrowserQuestion[] = [];
  return {
    ...{ asked, say },
    decide(question) {
      asked.push(question);
      const answer = say.get(question.touchpoint);
      if (answer === undefined) return new Promise(() => undefined);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer());
    },
  };
}
