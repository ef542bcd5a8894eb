/**
 * Asking from one person's browser, with a token your server made (`browserToken`): for one person
 * and one place, at most five minutes. A key is refused here, of whatever kind.
 */
import type { Decision } from './answer';
import { createClient, type Client } from './client';
import type { BrowserTokenAnswer, DecisionRequest } from './contract';
import { failed } from './answer';

export type BrowserPass = Pick<
  BrowserTokenAnswer,
  'token' | 'expiresAt' | 'subject' | 'touchpoint'
>;
export interface BrowserOptions {
  readonly origin: string;
  /** Fetches a pass for that place from your own server, which knows who is signed in there. */
  readonly pass: (touchpoint: string) => Promise<BrowserPass>;
  /** Budget of one answer, the pass included: 2,000 unless given. */
  readonly timeoutMs?: number;
  /** Obligation types you comply with; a permit with any other is a no. */
  readonly understands?: readonly string[];
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}
export interface BrowserQuestion {
  readonly touchpoint: string;
  readonly data?: readonly string[];
}
export interface BrowserClient {
  /** Never throws, never takes longer than `timeoutMs`. */
  decide(question: BrowserQuestion): Promise<Decision>;
}

/** Used no longer than this before its end. */
const EARLY_MS = 5_000;

function readSignal(): { readonly gpc: true } | undefined {
  const { navigator } = globalThis as { navigator?: { globalPrivacyControl?: unknown } };
  return navigator?.globalPrivacyControl === true ? { gpc: true } : undefined;
}

async function withinMs<T>(work: Promise<T>, ms: number, late: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

export function createBrowserClient(options: BrowserOptions): BrowserClient {
  const timeoutMs = options.timeoutMs ?? 2000;
  const passes = new Map<string, { readonly pass: BrowserPass; readonly client: Client }>();

  async function passFor(touchpoint: string) {
    const known = passes.get(touchpoint);
    if (known && Date.parse(known.pass.expiresAt) > Date.now() + EARLY_MS) return known;
    const pass = await options.pass(touchpoint);
    if (pass.token.startsWith('ntk_')) throw new TypeError('A key must not reach a browser.');
    const { origin, understands, fetch } = options;
    const client = createClient({
      ...{ origin, key: pass.token, timeoutMs },
      ...(understands && { understands }),
      ...(fetch && { fetch }),
    });
    const made = { pass, client };
    passes.set(touchpoint, made);
    return made;
  }

  async function ask({ touchpoint, data }: BrowserQuestion): Promise<Decision> {
    try {
      const { pass, client } = await passFor(touchpoint);
      const signals = readSignal();
      const question: DecisionRequest = {
        ...{ subject: pass.subject, touchpoint },
        ...(data && { data }),
        ...(signals && { signals }),
      };
      const answer = await client.decide(question);
      if ('cause' in answer && answer.cause === 'status_401') passes.delete(touchpoint);
      return answer;
    } catch {
      return failed('unavailable', 'no_pass', 'nothing');
    }
  }

  return {
    decide: (question) =>
      withinMs(ask(question), timeoutMs, failed('unavailable', 'timeout', 'nothing')),
  };
}
