import type { Locale } from '@/lib/catalogue/model';

interface GapsWords {
  readonly title: string;
  readonly lead: string;
  readonly days: string;
  readonly lastDays: (days: number) => string;
  readonly show: string;
  readonly violations: {
    readonly title: string;
    readonly sum: (count: number, examined: number) => string;
    readonly silence: string;
    readonly reason: (reason: string) => string;
    readonly data: (names: string) => string;
    readonly older: string;
    readonly howTo: string;
  };
  readonly gaps: {
    readonly title: string;
    readonly sum: (count: number) => string;
    readonly none: string;
    readonly last: (day: string) => string;
    readonly never: string;
    readonly unseen: string;
  };
}

/** 違反と空白。 */
export const gapsWords: Readonly<Record<Locale, GapsWords>> = {
  ja: {
    title: '違反と空白',
    lead: '許可がないのに使ったという報告と、一度も尋ねてこない場所を示します。だれの記録かは、ここには出ません。',
    days: '期間',
    lastDays: (days) => `最近${String(days)}日`,
    show: '表示する',
    violations: {
      title: '許可のない表示',
      sum: (count, examined) =>
        count === 0
          ? `使ったという報告 ${String(examined)} 件を調べました。どれにも許可がありました。`
          : `使ったという報告 ${String(examined)} 件のうち ${String(count)} 件に、許可がありませんでした。`,
      silence: 'この期間に、使ったという報告はありません。',
      reason: (reason) => `そのとき、${reason}。`,
      data: (names) => `使ったデータ：${names}`,
      older: 'これより前を調べる',
      howTo: '報告の直前5秒間のどこにも許可がなかったものです。送った通数は数えていません。',
    },
    gaps: {
      title: '尋ねてこない場所',
      sum: (count) =>
        `公開中の場所のうち ${String(count)} か所について、この期間に一度も尋ねられていません。`,
      none: '公開中のすべての場所について、尋ねられています。',
      last: (day) => `最後に尋ねたのは ${day}`,
      never: 'まだ一度も尋ねていません',
      unseen: '記録のある人について尋ねた場合だけを数えています。',
    },
  },
  en: {
    title: 'Violations and gaps',
    lead: 'Where a system says it personalised without a permit, and places nobody ever asks about. Nobody is named here.',
    days: 'Period',
    lastDays: (days) => `Last ${String(days)} days`,
    show: 'Show',
    violations: {
      title: 'Shown without a permit',
      sum: (count, examined) =>
        count === 0
          ? `Reports of something shown: ${String(examined)}. Each had a permit.`
          : `Reports of something shown: ${String(examined)}. Without a permit: ${String(count)}.`,
      silence: 'No system reported anything shown in this period.',
      reason: (reason) => `At that time ${reason}.`,
      data: (names) => `Data used: ${names}`,
      older: 'Look further back',
      howTo:
        'No permit stood at any moment of the five seconds before the report. Messages sent are not counted.',
    },
    gaps: {
      title: 'Places nobody asks about',
      sum: (count) => `Nobody asked about ${String(count)} of the live places in this period.`,
      none: 'Every live place was asked about.',
      last: (day) => `Last asked on ${day}`,
      never: 'Never asked so far',
      unseen: 'Only questions about people on record are counted.',
    },
  },
};
