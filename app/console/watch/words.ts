import type { Locale } from '@/lib/catalogue/model';
import type { WatchAlarm, WatchProblem, WatchStep, WatchWay } from '@/lib/watch/model';

interface WatchWords {
  readonly title: string;
  readonly lead: string;
  readonly nobody: string;
  readonly every: (minutes: number) => string;
  readonly off: string;
  readonly now: string;
  readonly busy: string;
  readonly alarms: Readonly<Record<WatchAlarm, string>>;
  readonly alarmText: string;
  readonly see: string;
  readonly well: (ms: string) => string;
  readonly wellText: (when: string) => string;
  readonly waiting: string;
  readonly rounds: string;
  readonly none: string;
  readonly goesOn: string;
  readonly gone: string;
  readonly noAfter: (ms: string) => string;
  readonly failedAt: (step: string, problem: string) => string;
  readonly noPlace: string;
  readonly took: (step: string, ms: string) => string;
  readonly ways: Readonly<Record<WatchWay, string>>;
  readonly steps: Readonly<Record<WatchStep, string>>;
  readonly problems: Readonly<Record<WatchProblem, string>>;
}

/** 断る道の見張り。 */
export const watchWords: Readonly<Record<Locale, WatchWords>> = {
  ja: {
    title: '断る道の見張り',
    lead: '断る操作がいつも効くかを、このしくみが自分で確かめています。実際のページで許可してから断り、サービスと同じ窓口で尋ねます。',
    nobody:
      '確かめるたびに、架空の利用者を作ります。人数・件数・書き出しには入りません。記録には「見張り」として残ります。',
    every: (minutes) => `${String(minutes)}分ごとに、場所と断り方を変えて確かめます。`,
    off: '決まった間隔では確かめていません（WATCH_MINUTES が 0 です）。',
    now: 'いま確かめる',
    busy: 'ちょうど別の確認が進んでいます。終わると下に出ます。',
    alarms: {
      failed: '断る操作が効いていないおそれがあります',
      unfinished: '断る操作の確認が、最後まで終わりませんでした',
      silent: '断る操作を、15分以上確かめられていません',
    },
    alarmText: '次の確認がうまくいくまで、この知らせは消えません。',
    see: '何が起きたかを見る',
    well: (ms) => `断る操作は効いています（断ってから ${ms} ミリ秒）`,
    wellText: (when) => `最後に確かめたのは ${when} です。`,
    waiting: '最初の確認を待っています',
    rounds: '最近の確認',
    none: 'まだ一度も確かめていません。',
    goesOn: '確かめています',
    gone: '途中で止まりました',
    noAfter: (ms) => `断ってから ${ms} ミリ秒で「不可」になりました`,
    failedAt: (step, problem) => `うまくいかなかった段階：${step}（${problem}）`,
    noPlace: '場所なし',
    took: (step, ms) => `${step} ${ms} ミリ秒`,
    ways: {
      'refuse-place': 'この場所で断る',
      'refuse-purpose': '目的ごとに断る',
      stop: 'すべて止める',
    },
    steps: {
      ready: '準備',
      allow: '許可する',
      permit: '「可」を待つ',
      refuse: '断る',
      no: '「不可」を待つ',
    },
    problems: {
      no_place: '確かめられる場所が、いまの内容にありません',
      unreachable: 'ページか窓口が答えませんでした',
      not_saved: 'ページは答えましたが、保存されませんでした',
      no_permit: '許可したのに「可」になりませんでした',
      still_permitted: '断ったあとも「可」のままでした',
      late: '「不可」になるまで5秒を超えました',
      unsure: '断ったためではなく、故障のために「不可」でした',
      internal: '確認そのものが止まりました。サーバーの記録を見てください',
    },
  },
  en: {
    title: 'Watch over refusing',
    lead: 'This system checks for itself that refusing works. It allows on the real pages, refuses, and then asks as a service would.',
    nobody:
      'Each check makes up a person, who appears in no count, figure or export. The record calls them “the watch”.',
    every: (minutes) =>
      `Every ${String(minutes)} minutes, each time at another place and in another way.`,
    off: 'No check runs by itself: WATCH_MINUTES is\u00a00.',
    now: 'Check now',
    busy: 'Another check is under way. It will appear below when it is done.',
    alarms: {
      failed: 'Refusing may not work',
      unfinished: 'A check of refusing did not come to its end',
      silent: 'Refusing has not been checked for over 15 minutes',
    },
    alarmText: 'This notice stays until a check goes well.',
    see: 'See what happened',
    well: (ms) => `Refusing works (${ms} ms from refusing to “no”)`,
    wellText: (when) => `Last checked: ${when}.`,
    waiting: 'Waiting for the first check',
    rounds: 'Latest checks',
    none: 'Nothing has been checked so far.',
    goesOn: 'Under way',
    gone: 'Stopped midway',
    noAfter: (ms) => `The answer was “no” ${ms} ms after refusing`,
    failedAt: (step, problem) => `Failed at: ${step} (${problem})`,
    noPlace: 'no place',
    took: (step, ms) => `${step} ${ms} ms`,
    ways: {
      'refuse-place': 'Refuse this place',
      'refuse-purpose': 'Refuse the purpose',
      stop: 'Stop everything',
    },
    steps: {
      ready: 'Get ready',
      allow: 'Allow',
      permit: 'Wait for “yes”',
      refuse: 'Refuse',
      no: 'Wait for “no”',
    },
    problems: {
      no_place: 'no live place can be checked in this way',
      unreachable: 'the page or the service did not answer',
      not_saved: 'the page answered, but nothing was saved',
      no_permit: 'after allowing, the answer was not “yes”',
      still_permitted: 'after refusing, the answer was still “yes”',
      late: 'the “no” took more than 5 seconds',
      unsure: 'the “no” came from a fault, not from the refusal',
      internal: 'the check itself broke off; see the server’s log',
    },
  },
};
