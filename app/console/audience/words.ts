import type { Locale } from '@/lib/catalogue/model';
import type { Reason } from '@/lib/decision/model';

export interface AudienceWords {
  readonly title: string;
  readonly lead: string;
  readonly noEntry: string;
  readonly touchpoint: string;
  readonly campaign: string;
  readonly campaignExample: string;
  readonly segment: string;
  readonly segmentExample: string;
  readonly wordsNote: string;
  readonly people: string;
  readonly peopleNote: string;
  readonly file: string;
  readonly ask: string;
  readonly problemTitle: string;
  readonly problems: Readonly<
    Record<'touchpoint' | 'campaign' | 'segment' | 'people' | 'many' | 'over' | 'file', string>
  >;
  readonly result: (campaign: string, segment: string) => string;
  readonly sum: (people: number, permitted: number) => string;
  readonly left: (duplicates: number, unreadable: number) => string;
  readonly table: string;
  readonly columns: readonly [reason: string, people: string];
  readonly small: string;
  readonly until: (when: string) => string;
  readonly save: string;
  readonly saveNote: string;
  readonly again: string;
  readonly csv: readonly [id: string, until: string, data: string];
  readonly reasons: Readonly<Partial<Record<Reason | 'other', string>>>;
}

export const audienceWords: Readonly<Record<Locale, AudienceWords>> = {
  ja: {
    title: '配信対象を作る',
    lead: '会員番号の一覧から、いまその場所で案内してよい方だけを選びます。断っている方は入りません。',
    noEntry: 'このページを使えるのは、作成の役割をもつ担当者です。',
    touchpoint: '案内する場所',
    campaign: 'キャンペーンの名前',
    campaignExample: '例：冬のセール',
    segment: 'どんな方に送るか',
    segmentExample: '例：東京・30代',
    wordsNote: 'この2つは、ご本人も読む言葉です。記録に残ります。',
    people: '会員番号（1行に1つ）',
    peopleNote:
      '5万件まで。CSVを貼ると、いちばん左の列を読みます。それより多いときはAPIを使ってください。',
    file: 'またはファイルから',
    ask: '対象を調べる',
    problemTitle: '調べていません',
    problems: {
      touchpoint: '場所を選んでください。',
      campaign: 'キャンペーンの名前を、200文字までの1行で書いてください。',
      segment: 'どんな方に送るかを、200文字までの1行で書いてください。',
      people: '会員番号を貼るか、ファイルを選んでください。',
      many: '5万件を超えています。分けるか、APIを使ってください。',
      over: 'この結果は、もうありません。もう一度調べてください。',
      file: 'ファイルを読めません。UTF-8のテキストかCSVで、4MBまでにしてください。',
    },
    result: (campaign, segment) => `「${campaign}」の対象：${segment}`,
    sum: (people, permitted) =>
      `${num(people)} 人のうち、案内してよい方は ${num(permitted)} 人です。`,
    left: (duplicates, unreadable) =>
      `同じ番号の行 ${num(duplicates)} 件と、読めない行 ${num(unreadable)} 件は数えていません。`,
    table: '理由ごとの人数',
    columns: ['理由', '人数'],
    small: '10人に満たない理由は、ひとりのことが分からないよう「そのほか」にまとめています。',
    until: (when) => `送信期限は、遅くとも ${when} です。`,
    save: 'CSVで保存',
    saveNote:
      '期限を過ぎたら使わず、調べ直してください。送るときにも、しくみがもう一度確かめます。この結果は1時間で消えます。',
    again: '別の対象を調べる',
    csv: ['会員番号', '送信期限', '使ってよいデータ'],
    reasons: {
      allowed: '許可している',
      legitimate_interest: '断っていない（正当な利益）',
      contract: '契約に必要',
      refused: '断っている',
      withdrawn: '許可を取り消した',
      expired: '許可の期限が切れた',
      renewal_needed: '内容が変わり、確認がまだ',
      never_asked: 'まだ尋ねていない',
      paused: '一時停止している',
      signal: 'ブラウザの信号で断っている',
      technique_off: 'この方法を止めている',
      touchpoint_off: 'この場所を止めている',
      quiet_hours: '連絡しない時間帯',
      limit_reached: '回数の上限に達した',
      error: '確かめられなかった',
      unavailable: '確かめられなかった（休止中）',
      other: 'そのほか（少ない理由の合計）',
    },
  },
  en: {
    title: 'Make an audience',
    lead: 'From a list of member numbers, only those who may be contacted at this place now. Nobody who refused is in it.',
    noEntry: 'This page is for officers with the role author.',
    touchpoint: 'Place',
    campaign: 'Name of the campaign',
    campaignExample: 'For example: Winter sale',
    segment: 'Whom you think of',
    segmentExample: 'For example: Tokyo, in their 30s',
    wordsNote: 'The people themselves read these two. They are put on record.',
    people: 'Member numbers, one a line',
    peopleNote: 'At most 50,000. Of a CSV the leftmost column is read. For more, use the API.',
    file: 'Or from a file',
    ask: 'Find out who may be contacted',
    problemTitle: 'Nobody was looked at',
    problems: {
      touchpoint: 'Choose a place.',
      campaign: 'Name the campaign in one line of at most 200 characters.',
      segment: 'Say whom you think of, in one line of at most 200 characters.',
      people: 'Paste member numbers or choose a file.',
      many: 'These are more than 50,000. Divide them, or use the API.',
      over: 'This result is gone. Please ask again.',
      file: 'The file cannot be read. Choose text or CSV in UTF-8, at most 4 MB.',
    },
    result: (campaign, segment) => `${campaign}: ${segment}`,
    sum: (people, permitted) => `Of ${num(people)} people, ${num(permitted)} may be contacted.`,
    left: (duplicates, unreadable) =>
      `Not counted: ${num(duplicates)} lines that name somebody again, ${num(unreadable)} that cannot be read.`,
    table: 'People by reason',
    columns: ['Reason', 'People'],
    small:
      'Reasons of fewer than 10 people are together under “others”, so that nothing is said about one person.',
    until: (when) => `Send by ${when} at the latest.`,
    save: 'Save as CSV',
    saveNote:
      'After its time do not use it, ask again. When it is sent, everybody is asked about once more. This result is gone in an hour.',
    again: 'Ask about others',
    csv: ['member', 'send by', 'data that may be used'],
    reasons: {
      allowed: 'Allowed it',
      legitimate_interest: 'Did not object (legitimate interest)',
      contract: 'Part of the contract',
      refused: 'Refused',
      withdrawn: 'Withdrew',
      expired: 'Permission expired',
      renewal_needed: 'Changed since, not confirmed',
      never_asked: 'Not asked yet',
      paused: 'Paused',
      signal: 'Refused by a browser signal',
      technique_off: 'Switched this technique off',
      touchpoint_off: 'Switched this place off',
      quiet_hours: 'Quiet hours',
      limit_reached: 'Limit reached',
      error: 'Could not be checked',
      unavailable: 'Could not be checked (not available)',
      other: 'Others (small counts together)',
    },
  },
};

function num(count: number): string {
  return count.toLocaleString('en');
}
