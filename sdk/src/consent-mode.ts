/**
 * Google Consent Mode v2 from what this person's places answer (API.md "Standards"). Everything is
 * denied before an answer, after a no, after anything that went wrong and beyond a lease. Nothing
 * is fetched but the answers, no script is added: it works under the strictest content policy.
 */
import type { BrowserClient, BrowserQuestion } from './browser';
import { stand } from './standing';

export const SIGNALS = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Which signals a purpose may grant. A purpose that is not here grants none. */
export const SIGNALS_OF: Readonly<Record<string, readonly Signal[]>> = {
  advertise: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  measure: ['analytics_storage'],
  content: ['personalization_storage'],
  recommend: ['personalization_storage'],
  search: ['personalization_storage'],
  predict: ['personalization_storage'],
  service: ['functionality_storage', 'security_storage'],
};

/** A place whose permit stands for its purposes. */
export interface ConsentPlace extends BrowserQuestion {
  readonly purposes: readonly string[];
}
export interface ConsentModeOptions {
  /** `function gtag() { dataLayer.push(arguments); }`, as Google's own snippet has it. */
  readonly gtag: (...command: readonly unknown[]) => void;
  readonly client: BrowserClient;
  readonly places: readonly ConsentPlace[];
  /** Instead of `SIGNALS_OF`. */
  readonly signalsOf?: Readonly<Record<string, readonly Signal[]>>;
  /** How long Google's tags wait for the first answer: 500 unless given. */
  readonly waitForUpdateMs?: number;
}
export interface ConsentMode {
  granted(): readonly Signal[];
  /** After the person chose something on this page. */
  refresh(): Promise<void>;
  /** Everything is denied from here on. */
  stop(): void;
}
type States = Readonly<Record<Signal, 'granted' | 'denied'>>;

/** Granted where at least one place stands for it, and every place that does is permitted. */
export function grantedSignals(
  places: readonly ConsentPlace[],
  permits: (place: ConsentPlace) => boolean,
  signalsOf: Readonly<Record<string, readonly Signal[]>> = SIGNALS_OF,
): readonly Signal[] {
  const known = new Map(Object.entries(signalsOf));
  return SIGNALS.filter((signal) => {
    const standing = places.filter(({ purposes }) =>
      purposes.some((purpose) => known.get(purpose)?.includes(signal)),
    );
    return standing.length > 0 && standing.every(permits);
  });
}

function statesOf(granted: readonly Signal[]): States {
  const states = SIGNALS.map((signal) => [signal, granted.includes(signal) ? 'granted' : 'denied']);
  return Object.fromEntries(states) as States;
}

/** Call it before any tag of Google's runs; the first answers are asked for at once. */
export function startConsentMode(options: ConsentModeOptions): ConsentMode {
  const { gtag, client, places, signalsOf, waitForUpdateMs = 500 } = options;
  const granted = () => grantedSignals(places, (place) => standing.permits(place), signalsOf);
  let told: string | undefined;
  /** Once everything is answered a no is told as well: Google's tags need not wait any longer. */
  const tell = (answered: boolean): void => {
    const states = statesOf(granted());
    const text = JSON.stringify(states);
    if (text === (told ?? (answered ? undefined : JSON.stringify(statesOf([]))))) return;
    told = text;
    gtag('consent', 'update', states);
  };
  const standing = stand(client, places, () => tell(false));
  // Click ids are cut from what is sent while ads are refused, and are not carried in addresses instead.
  gtag('set', 'ads_data_redaction', true);
  gtag('set', 'url_passthrough', false);
  gtag('consent', 'default', { ...statesOf([]), wait_for_update: waitForUpdateMs });
  void standing.refresh().then(() => tell(true));
  return { granted, refresh: () => standing.refresh(), stop: () => standing.stop() };
}
