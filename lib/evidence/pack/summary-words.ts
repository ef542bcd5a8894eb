import type { Locale } from '../../catalogue/model';

interface SummaryWords {
  readonly title: string;
  readonly lead: string;
  readonly ground: string;
  readonly question: string;
  readonly about: string;
  readonly onePerson: string;
  readonly everybody: string;
  readonly whole: string;
  readonly period: string;
  readonly count: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly found: string;
  readonly nothing: string;
  readonly when: string;
  readonly what: string;
  readonly who: string;
  readonly place: string;
  readonly more: (count: number) => string;
  readonly provedTitle: string;
  readonly proved: readonly string[];
  readonly notProvedTitle: string;
  readonly notProved: readonly string[];
  readonly howTitle: string;
  readonly how: string;
  readonly instructions: (origin: string) => string;
}

/** The words of the pages in a pack. */
export const summaryWords: Readonly<Record<Locale, SummaryWords>> = {
  ja: {
    title: '同意の記録の監査資料',
    lead: 'この資料は、同梱のファイルだけで、インターネットにつながずに検証できます。',
    ground: '作成の理由',
    question: '対象',
    about: '範囲',
    onePerson: 'ひとりの記録（本人を示す部分を含みます）',
    everybody: '複数の記録（だれのものかは含みません）',
    whole: 'すべての記録',
    period: '期間',
    count: '件数',
    madeAt: '作成日時',
    madeBy: '作成元',
    found: '見つかった記録',
    nothing: 'この条件に合う記録はありませんでした。',
    when: '日時',
    what: '内容',
    who: 'だれが',
    place: '台帳の位置',
    more: (count) => `ほかに ${String(count)} 件あります。全件は events フォルダーにあります。`,
    provedTitle: 'この資料が証明すること',
    proved: [
      'ここにある記録が、署名された台帳にこの内容・この順序で載っていること。',
      'そのとき示されていた説明文が、同梱の notices と一字一句同じであること。',
      '署名された時点より後に、これらの記録が書きかえられていないこと。',
      'この資料そのものが作られたことが台帳に残っていること（receipt.json）。',
    ],
    notProvedTitle: '証明しないこと',
    notProved: [
      '台帳に載らなかった出来事がないこと。',
      '記録された内容が事実であること（だれかが本人のふりをした場合など）。',
      '外部に保管された印（証人・タイムスタンプ・受け取り済みの控え）より新しい部分を、運営者が作り直していないこと。',
    ],
    howTitle: '検証のしかた',
    how: 'policy.txt は資料の中のものではなく、信頼できる経路で受け取ったものをお使いください。',
    instructions: (origin) =>
      [
        '【検証のしかた】',
        '1. policy.txt（台帳の公開鍵と証人）を、この資料とは別の経路で入手します。',
        `   例：${origin}/.well-known/consent-log.json、契約書、以前に受け取った控え。`,
        `2. 検証用の1ファイルを入手します：${origin}/verify/nattoku-verify.mjs（Node 20.9 以降で動きます）。`,
        '3. 実行します：node nattoku-verify.mjs verify pack.zip --policy policy.txt',
        '   0 で終われば正しく、1 なら変更されています。どのファイルの何行目かも表示します。',
        '4. C2SP（tlog-tiles・signed-note）に対応したほかの道具でも、log フォルダーを確かめられます。',
      ].join('\n'),
  },
  en: {
    title: 'Audit pack of consent records',
    lead: 'Everything in it can be verified offline, with the files beside this page alone.',
    ground: 'Why it was made',
    question: 'What was asked',
    about: 'Scope',
    onePerson: 'one person’s record (the parts that show whose it is are included)',
    everybody: 'records of many (whose they are is not included)',
    whole: 'all records',
    period: 'Period',
    count: 'Records',
    madeAt: 'Made at',
    madeBy: 'Made by',
    found: 'What was found',
    nothing: 'No record answers this question.',
    when: 'When',
    what: 'What',
    who: 'By',
    place: 'Place in the log',
    more: (count) => `${String(count)} more stand in the folder events.`,
    provedTitle: 'What this pack proves',
    proved: [
      'That these records stand in the signed log, with this content and in this order.',
      'That the words shown at the time are, letter for letter, those in notices.',
      'That none of them was rewritten after the checkpoint was signed.',
      'That the making of this very pack is itself in the log (receipt.json).',
    ],
    notProvedTitle: 'What it does not prove',
    notProved: [
      'That nothing happened which was never logged.',
      'That what was logged is true (somebody may have pretended to be the person).',
      'That the operator did not rewrite what is newer than the last mark kept outside (witness, timestamp, receipts in people’s hands).',
    ],
    howTitle: 'How to verify',
    how: 'Take policy.txt from where you trust it, not from the pack.',
    instructions: (origin) =>
      [
        'HOW TO VERIFY',
        '1. Get policy.txt (the log’s public key and its witnesses) by another way than this pack,',
        `   e.g. ${origin}/.well-known/consent-log.json, your contract, an earlier receipt.`,
        `2. Get the single-file verifier: ${origin}/verify/nattoku-verify.mjs (Node 20.9 or newer).`,
        '3. Run: node nattoku-verify.mjs verify pack.zip --policy policy.txt',
        '   It ends with 0 when everything holds, with 1 when not, and names file and line.',
        '4. Other tools for C2SP logs (tlog-tiles, signed-note) can check the folder log as well.',
      ].join('\n'),
  },
};
