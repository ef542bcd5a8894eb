/**
 * An IAB GPP string from what this person's places answer (API.md "Standards"): the US National
 * section. Opted out before an answer, after a no, after anything that went wrong, beyond a lease.
 */
import type { BrowserClient, BrowserQuestion } from './browser';
import { headerOf } from './gpp/bits';
import { createPageApi, type GppSettings } from './gpp/page-api';
import {
  encodeUsNational,
  OPT_OUTS,
  usNational,
  type OptOut,
  type UsNationalFacts,
} from './gpp/us-national';
import { stand } from './standing';

export { usNational } from './gpp/us-national';
export type { OptOut, UsNationalFacts, UsNationalSection } from './gpp/us-national';

const US_NATIONAL_ID = 7;

/** The string for what you asked yourself; good for no longer than the answers are. */
export function gppString(facts: UsNationalFacts): string {
  return `${headerOf([US_NATIONAL_ID])}~${encodeUsNational(usNational(facts))}`;
}

export interface GppOptions
  extends GppSettings, Pick<UsNationalFacts, 'notice' | 'sensitive' | 'mspa'> {
  readonly client: BrowserClient;
  /** Which places stand for each: "did not opt out" takes a permit of every one, and at least one. */
  readonly places: Readonly<Record<OptOut, readonly BrowserQuestion[]>>;
}
export interface Gpp {
  text(): string;
  /** After the person chose something on this page. */
  refresh(): Promise<void>;
  /** Everybody is opted out from here on. */
  stop(): void;
}

function readGpc(): boolean {
  const { navigator } = globalThis as { navigator?: { globalPrivacyControl?: unknown } };
  return navigator?.globalPrivacyControl === true;
}

/** Gives the page its `__gpp`, taking over from a stub; the first answers are asked for at once. */
export function startGpp(options: GppOptions): Gpp {
  const { client, places, notice, sensitive, mspa } = options;
  let ready = false;
  const facts = (): UsNationalFacts => {
    const permitted = Object.fromEntries(
      OPT_OUTS.map((what) => {
        const questions = places[what];
        return [what, questions.length > 0 && questions.every((one) => standing.permits(one))];
      }),
    ) as Record<OptOut, boolean>;
    const given = { ...(sensitive && { sensitive }), ...(mspa && { mspa }) };
    return { permitted, notice, gpc: readGpc(), ...given };
  };
  const text = () => gppString(facts());
  let told: string | undefined;
  const tell = (): void => {
    if (!ready || text() === told) return;
    told = text();
    api.changed();
  };
  const standing = stand(
    client,
    OPT_OUTS.flatMap((what) => places[what]),
    tell,
  );
  const page = globalThis as { __gpp?: unknown };
  const stub = typeof page.__gpp === 'function' ? page.__gpp : {};
  const read = () => ({ ready, text: text(), section: usNational(facts()) });
  const api = createPageApi(read, options, stub);
  page.__gpp = api.command;
  void standing.refresh().then(() => {
    ready = true;
    tell();
  });
  return { text, refresh: () => standing.refresh(), stop: () => standing.stop() };
}
