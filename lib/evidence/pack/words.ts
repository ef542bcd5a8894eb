/** What happened, in a sentence a court reads, in both languages; names come from the catalogue. */
import type { CompiledCatalogue } from '../../catalogue/compile';
import type { Locale } from '../../catalogue/model';
import type { EventBody } from '../../choice/model';

type Sentences = Readonly<Record<string, string>>;

const ACTS: Readonly<Record<Locale, Sentences>> = {
  ja: {
    allow: '許可',
    deny: '拒否',
    'touchpoint-off': 'この場所での利用を停止',
    'touchpoint-on': 'この場所での利用を再開',
    'technique-off': 'この方法を停止',
    'technique-on': 'この方法を再開',
    pause: '一時停止',
    resume: '再開',
    limit: '回数や時間などの制限',
    signal: 'ブラウザのオプトアウト信号（GPC）',
    told: '自分で伝えた好み',
    contest: '推測への異議',
    'contest-received': '推測への異議の受け取り',
    dismiss: '更新の案内を閉じる',
    join: '記録の統合',
    split: '記録の分離',
    'not-me': '「これは私ではありません」',
    undo: '元に戻す',
    look: '担当者による閲覧',
    export: '書き出し',
    role: '役割の変更',
    hold: '消去の保留',
    'erasure-request': '消去の依頼',
    erasure: '記録の消去',
    'ask-erasure': '各サービスへの消去の依頼',
    'erasure-answered': 'サービスからの消去の回答',
    guardian: '保護者による確認',
    catalogue: 'カタログの公開',
    notice: '説明文の公開',
    key: '署名鍵の告知',
    'erased-set': '消去した行の告知',
    freeze: '台帳の凍結',
    restore: 'バックアップからの復元',
  },
  en: {
    allow: 'Allowed',
    deny: 'Refused',
    'touchpoint-off': 'Switched off at this place',
    'touchpoint-on': 'Switched on at this place',
    'technique-off': 'Technique switched off',
    'technique-on': 'Technique switched on',
    pause: 'Paused',
    resume: 'Resumed',
    limit: 'Limit set',
    signal: 'Browser opt-out signal (GPC)',
    told: 'Interests told by the person',
    contest: 'A guess contested',
    'contest-received': 'A contested guess received by the service',
    dismiss: 'A renewal notice set aside',
    join: 'Records joined',
    split: 'Records split',
    'not-me': '“This is not me”',
    undo: 'Undone',
    look: 'Looked at by an officer',
    export: 'Exported',
    role: 'Role changed',
    hold: 'Erasure on hold',
    'erasure-request': 'Erasure requested',
    erasure: 'Record erased',
    'ask-erasure': 'Services asked to erase',
    'erasure-answered': 'A service answered about erasing',
    guardian: 'Guardian’s word',
    catalogue: 'Catalogue published',
    notice: 'Notice published',
    key: 'Signing key announced',
    'erased-set': 'Erased rows announced',
    freeze: 'Log frozen',
    restore: 'Restored from a backup',
  },
};

const ALL: Readonly<Record<Locale, string>> = { ja: 'すべて', en: 'everything' };
const BY: Readonly<Record<Locale, Sentences>> = {
  ja: {
    person: '本人',
    guardian: '保護者',
    key: 'サービス',
    link: 'メールのリンク',
    embed: '埋め込み画面',
    browser: 'ブラウザ',
    officer: '担当者',
    system: 'このしくみ',
    watch: '見張り（だれでもない人）',
  },
  en: {
    person: 'the person',
    guardian: 'a guardian',
    key: 'a service',
    link: 'a mail link',
    embed: 'an embedded control',
    browser: 'the browser',
    officer: 'an officer',
    system: 'this system',
    watch: 'the watch (nobody)',
  },
};

export function actOf(type: string, locale: Locale): string {
  return ACTS[locale][type] ?? type;
}
export function actorOf(by: string, locale: Locale): string {
  return BY[locale][by] ?? by;
}

interface Named {
  readonly key: string;
  readonly text: Readonly<Record<Locale, { readonly name: string }>>;
}
function names(rows: readonly Named[], keys: unknown, locale: Locale): string {
  if (keys === '*') return ALL[locale];
  if (!Array.isArray(keys) || keys.length === 0) return '';
  const named = (keys as readonly string[]).map(
    (key) => rows.find((row) => row.key === key)?.text[locale].name ?? key,
  );
  return named.join(locale === 'ja' ? '、' : ', ');
}

/** What it was about: purposes × channels × data, a place, a technique, a ground. */
export function matterOf(
  { catalogue }: CompiledCatalogue,
  body: EventBody,
  locale: Locale,
): string {
  const fields = body as unknown as Readonly<Record<string, unknown>>;
  const one = (rows: readonly Named[], key: string) =>
    typeof fields[key] === 'string' ? names(rows, [fields[key]], locale) : '';
  const parts = [
    names(catalogue.purposes, fields['purposes'], locale),
    names(catalogue.channels, fields['channels'], locale),
    names(catalogue.data, fields['data'], locale),
    one(catalogue.touchpoints, 'touchpoint'),
    one(catalogue.techniques, 'technique'),
    typeof fields['ground'] === 'string' ? fields['ground'] : '',
  ];
  return parts.filter((part) => part !== '').join(' × ');
}
