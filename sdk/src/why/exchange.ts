/** The component's own requests: a pass from the page's server, then the consent centre. */
import type { BrowserPass } from '../browser';
import { exchange, type Fetch } from '../exchange';
import type { WhyAct, WhyActAnswer, WhyAnswer, WhyLocale } from '../why-contract';

const TIMEOUT_MS = 15_000;
/** A pass is not used any more this long before its end. */
const EARLY_MS = 5_000;
/** A reading that could not be had just now is asked for again so much later; what is said, never. */
const AGAIN_AFTER_MS = [1_000, 3_000];

export type PassSource = () => Promise<Pick<BrowserPass, 'token' | 'expiresAt'>>;
type Pass = Awaited<ReturnType<PassSource>>;

/** Whoever was asked is there, and had too much to do: another moment is worth a try. */
class NotNow extends Error {
  override readonly name = 'NotNow';
}
const isBusy = (status: number): boolean => status === 429 || (status > 501 && status < 505);

/** From the page's own server, of the page's own origin, with the page's own cookies. */
export function passFrom(url: string): PassSource {
  return async () => {
    const response = await fetch(url, {
      cache: 'no-store',
      headers: { accept: 'application/json' },
    });
    if (isBusy(response.status)) throw new NotNow(`no pass: ${String(response.status)}`);
    if (!response.ok) throw new Error(`no pass: ${String(response.status)}`);
    return (await response.json()) as Pass;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** No pass is good any more: what was said is not heard, and asking again takes a new one. */
export class TimeOver extends Error {
  override readonly name = 'TimeOver';
}

export class WhyDesk {
  private held: Pass | undefined;
  constructor(
    private readonly centre: string,
    private readonly source: PassSource,
  ) {}

  private async pass(): Promise<Pass> {
    const { held } = this;
    if (held && Date.parse(held.expiresAt) > Date.now() + EARLY_MS) return held;
    const made = await this.source();
    if (made.token.startsWith('ntk_')) throw new TypeError('A key must not reach a browser.');
    this.held = made;
    return made;
  }

  /** Throws unless it is answered as it should be. A pass that is over is asked for anew, once. */
  private async send(path: string, body: object, status: number): Promise<unknown> {
    const send: Fetch = (url, init) => fetch(url, { ...init, credentials: 'omit' });
    for (const again of [true, false]) {
      const { token } = await this.pass();
      const headers = { authorization: `Bearer ${token}` };
      const text = JSON.stringify(body);
      const answer = await exchange(send, this.centre + path, headers, text, TIMEOUT_MS);
      if (answer.ok && answer.status === status && isObject(answer.body)) return answer.body;
      const later = answer.ok ? isBusy(answer.status) : answer.cause === 'network';
      if (later) throw new NotNow('no answer now');
      if (!answer.ok || answer.status !== 401) throw new Error('no answer');
      this.held = undefined;
      if (!again) break;
    }
    throw new TimeOver('no pass is good');
  }

  async read(locale: WhyLocale): Promise<WhyAnswer> {
    for (const waitMs of AGAIN_AFTER_MS) {
      try {
        return (await this.send('/api/v1/why', { locale }, 200)) as WhyAnswer;
      } catch (error) {
        if (!(error instanceof NotNow)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return (await this.send('/api/v1/why', { locale }, 200)) as WhyAnswer;
  }

  async say(locale: WhyLocale, act: WhyAct): Promise<WhyActAnswer> {
    const said = (await this.send('/api/v1/why/acts', { locale, ...act }, 201)) as WhyActAnswer;
    this.held = said.next ?? undefined;
    return said;
  }
}
