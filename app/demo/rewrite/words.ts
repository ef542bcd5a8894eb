import type { Attack, CheckName, NodeState } from '@/lib/evidence/rewrite/model';
import type { StageLocale } from '../stage/words';

interface Words {
  readonly title: string;
  readonly heading: string;
  readonly lead: string;
  readonly back: string;
  readonly choose: string;
  readonly chooseText: string;
  readonly attacks: Readonly<Record<Attack, { readonly name: string; readonly text: string }>>;
  readonly again: string;
  readonly refused: Readonly<
    Record<'needs_sqlite' | 'busy' | 'too_large' | 'too_young' | 'gone', string>
  >;
  readonly caught: Readonly<Record<Attack, string>>;
  readonly missed: string;
  readonly did: (entries: string, ms: string) => string;
  readonly original: string;
  readonly originalText: string;
  readonly copy: string;
  readonly copyText: Readonly<Record<'changed' | 'same', string>>;
  readonly signed: string;
  readonly witnessed: string;
  readonly computed: string;
  readonly more: (n: string) => string;
  readonly row: (seq: string) => string;
  readonly states: Readonly<Record<NodeState, string>>;
  readonly caption: (rows: string) => string;
  readonly captionSame: string;
  readonly checks: string;
  readonly checkNames: Readonly<
    Record<CheckName, { readonly name: string; readonly text: string }>
  >;
  readonly holds: string;
  readonly fails: string;
  readonly before: string;
  readonly after: string;
  readonly sql: string;
  readonly rowHeading: string;
  readonly deleted: string;
  readonly who: string;
  readonly whoHead: readonly [string, string, string];
  readonly whoRows: readonly (readonly [string, string, string])[];
  readonly notPrevented: string;
  readonly throwaway: string;
}

export const REWRITE_WORDS: Readonly<Record<StageLocale, Words>> = {
  ja: {
    title: '記録を書きかえてみる｜納得',
    heading: '記録を、書きかえてみる。',
    lead: 'このデモの記録を写し、写しを本当に書きかえます。いつもと同じ検査に、見つかるでしょうか。',
    back: '案内つきデモへ戻る',
    choose: 'だれになりますか',
    chooseText: '押すと、写しの中でだけ行います。終わると写しは消えます。数秒かかります。',
    attacks: {
      edit: { name: '断りを、なかったことにする', text: '1行の中身を書きかえる' },
      delete: { name: '1行を消す', text: '行ごと、なくす' },
      swap: { name: '2行を入れかえる', text: '順番を変える' },
      state: { name: '人の設定をすりかえる', text: '台帳にはさわらない' },
      old: { name: '古いデータに戻す', text: '最後の5行を忘れる' },
      whole: { name: 'つじつまを合わせる', text: 'すべてを計算し直す。鍵はない' },
      operator: { name: '運営者になる', text: 'データも鍵も持っている' },
    },
    again: 'いま、これを試しました',
    refused: {
      needs_sqlite: 'この実演には SQLite が要ります。いまは別のデータベースで動いています。',
      busy: 'ほかの方が試しています。少し待って、もう一度押してください。',
      too_large: '記録が多すぎるため、ここでは試せません。2万行までです。',
      too_young: '記録がまだ少なすぎます。16行になると試せます。',
      gone: 'この結果は、もう残っていません。もう一度押してください。',
    },
    caught: {
      edit: '見つかりました。書きかえた行が、名指しされました。',
      delete: '見つかりました。消えた行が、名指しされました。',
      swap: '見つかりました。入れかえた行が、名指しされました。',
      state: '見つかりました。設定の封が、破れています。この人への答えは「許可しない」になります。',
      old: '見つかりました。署名した人の手控えのほうが、新しいのです。',
      whole: '見つかりました。つじつまは合っても、署名した根とは合いません。',
      operator: '自分の検査は通りました。でも、外の証人が見つけました。',
    },
    missed: '見つかりませんでした。これは不具合です。お知らせください。',
    did: (entries, ms) => `${entries}行を調べました（${ms}秒）`,
    original: 'もとの記録',
    originalText: '書きかえる前。すべて合っています。',
    copy: '書きかえた写し',
    copyText: {
      changed: '赤いところは、もう合いません。',
      same: '台帳は、もとのまま。すりかえたのは、人の設定です。',
    },
    signed: '署名した根',
    witnessed: '証人が持つ根',
    computed: '計算した根',
    more: (n) => `全部で${n}行`,
    row: (seq) => `${seq}行目`,
    states: { same: '同じ', changed: '変わった', gone: '消えた' },
    caption: (rows) => `${rows}が変わり、その上のすべてと、根も変わりました。`,
    captionSame: 'どの行も、根も、もとのままです。',
    checks: '検査の結果',
    checkNames: {
      rows: { name: '行と、署名した根', text: 'nattoku ledger fsck' },
      start: { name: '署名する前の照合', text: '起動のたびに' },
      openings: { name: '中身と、人の設定の封', text: 'nattoku ledger fsck --openings' },
      witness: { name: '外の証人', text: 'nattoku witness' },
    },
    holds: '合っている',
    fails: '合わない',
    before: '前',
    after: '後',
    sql: '流したSQL',
    rowHeading: 'その行',
    deleted: 'この行は、もうありません。',
    who: '防げること、防げないこと',
    whoHead: ['だれが', 'できること', 'できないこと'],
    whoRows: [
      ['データベースに書ける人（鍵なし）', 'どの行でも書きかえる', '署名した根に合わせる'],
      ['古いデータを戻す人', 'まるごと戻す', '署名した人の手控えを戻す'],
      [
        '運営者（データも鍵も）',
        '全部を作り直し、署名する',
        '外に出た署名を取り戻す。同じ長さで根が二つあれば、それが証拠',
      ],
      ['だれでも', '控えを、ひとりで確かめる', '―'],
    ],
    notPrevented:
      '防げないこと：初めから記録しない。うそを記録する。外に出る前の、いちばん新しい行を書きかえる。',
    throwaway:
      '署名には、その場で作った使い捨ての鍵を使いました。本物の鍵は、二つめの根に署名しません。',
  },
  en: {
    title: 'Try to rewrite the record｜Nattoku',
    heading: 'Try to rewrite the record.',
    lead: 'We copy this demo’s record and really change the copy. Will the everyday checks notice?',
    back: 'Back to the guided demo',
    choose: 'Who will you be?',
    chooseText: 'It happens in a copy only, which is deleted afterwards. It takes a few seconds.',
    attacks: {
      edit: { name: 'Make a refusal void', text: 'Change what one line says' },
      delete: { name: 'Delete a line', text: 'As if it never was' },
      swap: { name: 'Swap two lines', text: 'Change the order' },
      state: { name: 'Swap a person’s settings', text: 'Leave the ledger alone' },
      old: { name: 'Put old data back', text: 'Forget the last five lines' },
      whole: { name: 'Make it all add up', text: 'Compute every hash again. No key' },
      operator: { name: 'Be the operator', text: 'You hold the data and the key' },
    },
    again: 'You just tried this',
    refused: {
      needs_sqlite: 'This part needs SQLite. The demo runs on another database now.',
      busy: 'Others are trying it. Wait a moment and press again.',
      too_large: 'The record is too long to try it here: 20,000 lines at most.',
      too_young: 'The record is too short yet: it takes 16 lines.',
      gone: 'This result is no longer kept. Press again.',
    },
    caught: {
      edit: 'Caught. The changed line was named.',
      delete: 'Caught. The missing line was named.',
      swap: 'Caught. The swapped lines were named.',
      state: 'Caught. The seal on the settings is broken: this person’s answers are now “no”.',
      old: 'Caught. The signer’s own note is newer.',
      whole: 'Caught. It adds up, but not to the root that was signed.',
      operator: 'Its own checks pass. The witness outside caught it.',
    },
    missed: 'Not caught. This is a defect: please tell us.',
    did: (entries, ms) => `${entries} lines checked (${ms} s)`,
    original: 'The original',
    originalText: 'Before the change. Everything fits.',
    copy: 'The rewritten copy',
    copyText: {
      changed: 'What is red no longer fits.',
      same: 'The ledger is as it was. A person’s settings were swapped.',
    },
    signed: 'Signed root',
    witnessed: 'Root the witness holds',
    computed: 'Computed root',
    more: (n) => `${n} lines in all`,
    row: (seq) => `line ${seq}`,
    states: { same: 'same', changed: 'changed', gone: 'gone' },
    caption: (rows) => `Changed: ${rows}, everything above, and the root.`,
    captionSame: 'Every line and the root are as they were.',
    checks: 'What the checks say',
    checkNames: {
      rows: { name: 'Lines and signed root', text: 'nattoku ledger fsck' },
      start: { name: 'Comparison before signing', text: 'at every start' },
      openings: { name: 'Contents and sealed settings', text: 'nattoku ledger fsck --openings' },
      witness: { name: 'The witness outside', text: 'nattoku witness' },
    },
    holds: 'fits',
    fails: 'does not fit',
    before: 'before',
    after: 'after',
    sql: 'The SQL that ran',
    rowHeading: 'The row',
    deleted: 'This row is gone.',
    who: 'What is prevented, and what is not',
    whoHead: ['Who', 'Can', 'Cannot'],
    whoRows: [
      [
        'Someone who can write the database, without the key',
        'change any line',
        'make it fit the signed root',
      ],
      [
        'Someone who puts an old database back',
        'put all of it back',
        'put back the signer’s own note',
      ],
      [
        'The operator, with data and key',
        'make it all anew and sign it',
        'take back a signature held outside. Two roots for one length are the proof',
      ],
      ['Anyone', 'verify a receipt alone', '–'],
    ],
    notPrevented:
      'Not prevented: never recording something; recording something false; changing the newest lines before they are known outside.',
    throwaway:
      'A throwaway key, made on the spot, signed here. The real key never signs a second root.',
  },
};
