import type { StageLocale } from './words';

const TAGS: Readonly<Record<StageLocale, string>> = { ja: 'ja-JP', en: 'en-GB' };

/** To the second, in the deployment's zone: the board lists what happened within a few of them. */
export function clockText(locale: StageLocale, atMs: number): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    timeZone: 'Asia/Tokyo',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

export function dayClockText(locale: StageLocale, atMs: number): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    timeZone: 'Asia/Tokyo',
    month: locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}
