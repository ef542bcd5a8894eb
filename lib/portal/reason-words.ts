/** The words of a report in a person's language; where there are none, in the other. */
import { LOCALES, type Locale } from '../catalogue/model';
import type { ExposureReason } from '../../sdk/src/contract';

export interface ReasonWords {
  readonly text: string;
  /** Null where the report did not say. */
  readonly lang: Locale | null;
}

export function wordsIn(words: ExposureReason['words'], locale: Locale): ReasonWords {
  if (typeof words === 'string') return { text: words, lang: null };
  const lang = [locale, ...LOCALES].find((known) => words[known] !== undefined) ?? locale;
  return { text: words[lang] ?? '', lang };
}
