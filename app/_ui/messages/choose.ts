import type { Locale } from '@/lib/catalogue/model';
import { en } from './en';
import { ja, type Messages } from './ja';

const MESSAGES: Readonly<Record<Locale, Messages>> = { ja, en };

export function messagesFor(locale: Locale): Messages {
  return MESSAGES[locale];
}
