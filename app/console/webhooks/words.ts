import type { Locale } from '@/lib/catalogue/model';

interface WebhookWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly unreadable: string;
  readonly told: string;
  readonly off: string;
  readonly because: Readonly<Record<string, string>>;
  readonly delivered: (when: string) => string;
  readonly never: string;
  readonly failing: (since: string) => string;
  readonly waiting: (count: number) => string;
  readonly dead: (count: number) => string;
  readonly letters: string;
  readonly attempts: (count: number) => string;
  readonly problems: Readonly<Record<string, string>>;
  readonly status: (code: string) => string;
  readonly again: string;
  readonly readOnly: string;
  readonly said: (count: number) => string;
}

export const webhookWords: Readonly<Record<Locale, WebhookWords>> = {
  ja: {
    title: '変更の通知',
    lead: '利用者の選択が変わったことを、各しくみに知らせています。だれのことかは、ここには出ません。',
    none: '知らせ先を登録したしくみは、まだありません。',
    unreadable: '登録内容を読めません（記録が書き換えられた可能性があります）',
    told: '通知中',
    off: '停止中',
    because: {
      gone: '相手が「もう受け取らない」（410）と答えました',
      failing: '5日間、一度も届きませんでした',
      owner: 'しくみの担当者が止めました',
    },
    delivered: (when) => `最後に届いたのは ${when}`,
    never: 'まだ一度も届いていません',
    failing: (since) => `${since} から届いていません`,
    waiting: (count) => `待っているもの ${String(count)}件`,
    dead: (count) => `届かなかったもの ${String(count)}件`,
    letters: '届かなかったもの（新しい順）',
    attempts: (count) => `${String(count)}回送りました`,
    problems: {
      not_public: '公開されていないアドレスです',
      unresolved: 'アドレスが見つかりません',
      timeout: '10秒以内に答えがありませんでした',
      certificate: '証明書を確かめられません',
      no_connection: 'つながりません',
      redirect: '別のアドレスへ転送しようとしました（従いません）',
      unreadable: '登録内容を読めません',
    },
    status: (code) => `相手の答え: ${code}`,
    again: 'すべてもう一度送る',
    readOnly: 'もう一度送るには、管理者の役割が必要です。',
    said: (count) => `${String(count)}件を、もう一度送ります。`,
  },
  en: {
    title: 'Notices of change',
    lead: 'Systems are told when a person’s choices change. Who it was about is not shown here.',
    none: 'No system has asked to be told yet.',
    unreadable: 'Cannot be read (its record may have been changed)',
    told: 'Told',
    off: 'Not told',
    because: {
      gone: 'the receiver answered 410: it is no longer there',
      failing: 'nothing arrived for five days',
      owner: 'its owner turned it off',
    },
    delivered: (when) => `Last arrived ${when}`,
    never: 'Nothing has arrived yet',
    failing: (since) => `Nothing has arrived since ${since}`,
    waiting: (count) => `${String(count)} waiting`,
    dead: (count) => `${String(count)} undelivered`,
    letters: 'Undelivered, newest first',
    attempts: (count) => `tried ${String(count)} times`,
    problems: {
      not_public: 'not a public address',
      unresolved: 'the address is not found',
      timeout: 'no answer within 10 seconds',
      certificate: 'its certificate cannot be trusted',
      no_connection: 'no connection',
      redirect: 'it leads elsewhere, which is not followed',
      unreadable: 'its record cannot be read',
    },
    status: (code) => `it answered ${code}`,
    again: 'Send all again',
    readOnly: 'Sending again takes the role of administrator.',
    said: (count) => `${String(count)} will be sent again.`,
  },
};

export function problemText(words: WebhookWords, problem: string): string {
  const code = /^status_(\d{3})$/.exec(problem)?.[1];
  return code === undefined ? (words.problems[problem] ?? problem) : words.status(code);
}
