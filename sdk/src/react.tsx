/**
 * Renders nothing personal until it is permitted: before the answer, after a no, after anything
 * that went wrong, on the server. A page that comes back into view after its lease asks again.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { Decision } from './answer';
import type { BrowserClient, BrowserQuestion } from './browser';

export interface PersonalProps extends BrowserQuestion {
  readonly client: BrowserClient;
  /** What is shown to everybody: while asking, and on a no that says `generic`. */
  readonly generic?: ReactNode;
  /** Called only with a permit. */
  readonly children: (permit: Decision & { readonly decision: true }) => ReactNode;
}

type Permit = Decision & { readonly decision: true };

function isPermit(answer: Decision | undefined): answer is Permit {
  return answer?.decision === true;
}

/** The answer, or undefined while there is none; never the answer to another question. */
export function useDecision(
  client: BrowserClient,
  { touchpoint, data }: BrowserQuestion,
): Decision | undefined {
  const asked = JSON.stringify([touchpoint, data ?? null]);
  const [held, setHeld] = useState<{ asked: string; client: BrowserClient; answer: Decision }>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    const [place, named] = JSON.parse(asked) as [string, string[] | null];
    const question = { touchpoint: place, ...(named !== null && { data: named }) };
    void client.decide(question).then((answer) => {
      if (!left) setHeld({ asked, client, answer });
    });
    return () => {
      left = true;
    };
  }, [client, asked, round]);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== 'visible') return;
      const { answer } = held ?? {};
      const until = answer && 'validUntil' in answer ? Date.parse(answer.validUntil) : 0;
      if (Date.now() < until) return;
      setHeld(undefined);
      setRound((before) => before + 1);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [held]);
  return held !== undefined && held.asked === asked && held.client === client
    ? held.answer
    : undefined;
}

export function Personal({ client, generic, children, ...question }: PersonalProps): ReactNode {
  const answer = useDecision(client, question);
  if (isPermit(answer)) return children(answer);
  const otherwise = answer === undefined ? 'generic' : answer.otherwise;
  return otherwise === 'generic' ? (generic ?? null) : null;
}
