import type { Locale } from '@/lib/catalogue/model';
import { en } from './en';
import { ja, type ConsoleMessages } from './ja';

const MESSAGES: Readonly<Record<Locale, ConsoleMessages>> = { ja, en };

export function consoleMessagesFor(locale: Locale): ConsoleMessages {
  return MESSAGES[locale];
}
