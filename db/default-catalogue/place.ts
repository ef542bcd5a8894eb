/**
 * What CATALOGUE says once for every touchpoint: who owns a channel, who receives from it, and
 * that what is "never used" is data the place never declared – so the gate refuses it too
 * (DESIGN §5 `not_declared`).
 */
import type { Locale, Stage, TechniqueKey, Touchpoint } from '../../lib/catalogue/model';
import { data } from './data';

const OWNER = {
  web: 'shop',
  search: 'shop',
  video: 'shop',
  app: 'app',
  push: 'app',
  mail: 'mailer',
  sms: 'mailer',
  line: 'mailer',
  post: 'mailer',
  ads: 'adtech',
  social: 'adtech',
  store: 'store',
  contact: 'contact',
  internal: 'data',
} as const;
type ChannelKey = keyof typeof OWNER;

const RECEIVES: Partial<Record<ChannelKey, string>> = {
  mail: 'delivery-provider',
  push: 'delivery-provider',
  sms: 'delivery-provider',
  line: 'delivery-provider',
  ads: 'ad-provider',
  social: 'ad-provider',
};

interface PlaceWords {
  readonly name: string;
  readonly with: string;
  readonly without: string;
}
interface Place {
  readonly channel: ChannelKey;
  readonly stage: Stage;
  readonly purposes: readonly string[];
  readonly requires?: readonly string[];
  readonly mayUse?: readonly string[];
  readonly technique: TechniqueKey;
  /** Receives besides what the channel implies. */
  readonly alsoTo?: 'group' | 'ai-provider' | 'statistics-partner';
  /** Keys of data; shown by their names. */
  readonly neverUsed: readonly string[];
  readonly ja: PlaceWords;
  readonly en: PlaceWords;
}

function namesOf(keys: readonly string[], locale: Locale): string[] {
  return keys.map((key) => {
    const category = data.find((row) => row.key === key);
    if (category === undefined) throw new Error(`no such data in the default catalogue: ${key}`);
    return category.text[locale].name;
  });
}

export function place(key: string, row: Place): Touchpoint {
  const received = RECEIVES[row.channel];
  return {
    key,
    status: 'live',
    channel: row.channel,
    stage: row.stage,
    purposes: row.purposes,
    requires: row.requires ?? [],
    mayUse: row.mayUse ?? [],
    technique: row.technique,
    system: OWNER[row.channel],
    recipients: [
      'self',
      ...(received === undefined ? [] : [received]),
      ...(row.alsoTo === undefined ? [] : [row.alsoTo]),
    ],
    materialVersion: 1,
    text: {
      ja: { ...row.ja, neverUsed: namesOf(row.neverUsed, 'ja') },
      en: { ...row.en, neverUsed: namesOf(row.neverUsed, 'en') },
    },
  };
}
