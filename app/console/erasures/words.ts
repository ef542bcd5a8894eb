import type { Locale } from '@/lib/catalogue/model';
import { erasuresEn } from './words-en';
import { erasuresJa, type ErasuresWords } from './words-ja';

const WORDS: Readonly<Record<Locale, ErasuresWords>> = { ja: erasuresJa, en: erasuresEn };

export function erasuresWordsFor(locale: Locale): ErasuresWords {
  return WORDS[locale];
}
