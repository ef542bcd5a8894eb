import type { Locale } from '@/lib/catalogue/model';

interface EvidenceWords {
  readonly nav: { readonly inquiry: string; readonly packs: string };
  readonly inquiry: {
    readonly title: string;
    readonly lead: string;
    readonly who: string;
    readonly date: string;
    readonly time: string;
    readonly place: string;
    readonly answer: string;
    readonly badTime: string;
    readonly badPlace: string;
    readonly over: string;
    readonly nothing: string;
    readonly yes: (when: string) => string;
    readonly no: (when: string) => string;
    readonly because: string;
    readonly decided: (when: string, act: string) => string;
    readonly undecided: string;
    readonly words: string;
    readonly version: (version: number, when: string) => string;
    readonly digest: string;
    readonly timeline: string;
    readonly asked: string;
    readonly whole: (count: number) => string;
    readonly gap: string;
    readonly notCounted: string;
    readonly another: string;
    readonly packTitle: string;
  };
  readonly reasons: Readonly<Record<string, string>>;
  readonly packs: {
    readonly title: string;
    readonly lead: string;
    readonly ask: string;
    readonly askText: string;
    readonly askWhole: string;
    readonly ground: string;
    readonly badGround: string;
    readonly none: string;
    readonly status: Readonly<Record<string, string>>;
    readonly progress: (done: string, total: string) => string;
    readonly onePerson: string;
    readonly everybody: string;
    readonly whole: string;
    readonly askedAt: string;
    readonly question: string;
    readonly records: string;
    readonly digest: string;
    readonly keptUntil: string;
    readonly save: string;
    readonly cancel: string;
    readonly failed: string;
    readonly cancelled: string;
    readonly waits: string;
    readonly verify: string;
    readonly back: string;
    readonly gone: string;
  };
}

/** 照会に答える、監査資料。 */
export const evidenceWords: Readonly<Record<Locale, EvidenceWords>> = {
  ja: {
    nav: { inquiry: '照会に答える', packs: '監査資料' },
    inquiry: {
      title: '照会に答える',
      lead: 'ある人に、あるとき、ある場所で何と答えたかを、そのときの説明文と証拠つきで示します。',
      who: 'だれの記録か',
      date: '日付',
      time: '時刻',
      place: '場所',
      answer: '理由を残して答えを見る',
      badTime: '日付と時刻を読み取れません。未来の日時は選べません。',
      badPlace: 'その場所はありません。',
      over: 'この照会は終わりました。理由を書いて、もう一度調べてください。',
      nothing: 'この時点では、まだ何も公開されていないか、記録がありません。',
      yes: (when) => `${when} の時点では、ここでパーソナライズできました。`,
      no: (when) => `${when} の時点では、ここでパーソナライズできませんでした。`,
      because: '理由',
      decided: (when, act) => `${when} の「${act}」によります。`,
      undecided: '決めた記録はありません。',
      words: 'そのとき示されていた説明文',
      version: (version, when) => `第${String(version)}版（${when} 公開）`,
      digest: '指紋',
      timeline: '前後の記録',
      asked: 'お尋ねの時点',
      whole: (count) => `この人の記録 ${String(count)} 件は、抜けなくつながっています。`,
      gap: 'この人の記録に抜けがあります。台帳の検証（ledger fsck --openings）が必要です。',
      notCounted: '回数の上限は、送った通数を数えずに答えています。',
      another: '別の照会をする',
      packTitle: 'この人の監査資料を作る',
    },
    reasons: {
      allowed: '本人が許可していました',
      legitimate_interest: '正当な利益にもとづき、異議がありませんでした',
      contract: '契約に必要な利用です',
      refused: '本人が断っていました',
      withdrawn: '本人が許可を取り消していました',
      expired: '許可の期限が切れていました',
      renewal_needed: '許可のあとに場所の内容が変わり、確認がまだでした',
      never_asked: '本人に尋ねていませんでした',
      paused: '本人が一時停止していました',
      signal: 'ブラウザの信号で断っていました',
      technique_off: '本人がこの方法を止めていました',
      touchpoint_off: '本人がこの場所を止めていました',
      quiet_hours: '連絡しない時間帯でした',
      limit_reached: '回数の上限に達していました',
      unknown_touchpoint: 'この場所は、まだ登録されていませんでした',
      touchpoint_retired: 'この場所は、すでに廃止されていました',
      not_declared: '登録されていないデータを使おうとしていました',
      system_not_allowed: 'このしくみは、この場所について尋ねられませんでした',
    },
    packs: {
      title: '監査資料',
      lead: '記録・説明文・証明をひとつにまとめ、別のパソコンでオフラインで検証できる資料です。',
      ask: '監査資料を作る',
      askText: 'いまの条件に合う記録を、証明つきで1つのファイルにします。',
      askWhole: 'すべての記録を、証明つきで1つのファイルにします。',
      ground: '作成の理由',
      badGround: '理由を5文字以上で書いてください。資料は作っていません。',
      none: 'まだ作っていません。「記録」で条件を決めるか、「照会に答える」から作れます。',
      status: {
        waiting: '順番を待っています',
        running: '作っています',
        done: 'できました',
        failed: '作れませんでした',
        cancelled: '取りやめました',
      },
      progress: (done, total) => `${total} 件のうち ${done} 件`,
      onePerson: 'ひとりの記録',
      everybody: 'だれのものかは含みません',
      whole: 'すべての記録',
      askedAt: '依頼した日時',
      question: '条件',
      records: '件数',
      digest: '資料の指紋（SHA-256）',
      keptUntil: '受け取れる期限',
      save: '資料を保存',
      cancel: '取りやめる',
      failed: '途中で問題が起きました。もう一度お試しください。続くときは管理者に伝えてください。',
      cancelled: '作りかけのものは消しました。',
      waits: 'この画面は自動で更新されます。閉じても作業は続きます。',
      verify: '検証のしかた',
      back: '監査資料の一覧へ',
      gone: 'この資料はありません。期限が過ぎたか、別の担当者のものです。',
    },
  },
  en: {
    nav: { inquiry: 'Answer an inquiry', packs: 'Audit packs' },
    inquiry: {
      title: 'Answer an inquiry',
      lead: 'What was answered about one person, at one place, at one time – with the words shown then and the proof.',
      who: 'Whose record',
      date: 'Date',
      time: 'Time',
      place: 'Place',
      answer: 'Record the ground and see the answer',
      badTime: 'Date and time cannot be read. The future cannot be asked about.',
      badPlace: 'There is no such place.',
      over: 'This inquiry is over. Give a reason and look again.',
      nothing: 'Nothing was published at that time, or there is no record.',
      yes: (when) => `At ${when} this place was allowed to personalise.`,
      no: (when) => `At ${when} this place was not allowed to personalise.`,
      because: 'Why',
      decided: (when, act) => `Decided by “${act}” of ${when}.`,
      undecided: 'No event decided it.',
      words: 'The words shown at the time',
      version: (version, when) => `Version ${String(version)} (published ${when})`,
      digest: 'Fingerprint',
      timeline: 'Around that time',
      asked: 'The time asked about',
      whole: (count) => `The ${String(count)} events of this person form an unbroken chain.`,
      gap: 'There is a gap in this person’s events. Run ledger fsck --openings.',
      notCounted: 'Frequency limits are answered without counting the messages that were sent.',
      another: 'Another inquiry',
      packTitle: 'Make an audit pack of this person',
    },
    reasons: {
      allowed: 'the person had allowed it',
      legitimate_interest: 'it rested on legitimate interest, without objection',
      contract: 'it was needed for the contract',
      refused: 'the person had refused',
      withdrawn: 'the person had withdrawn the permission',
      expired: 'the permission had expired',
      renewal_needed: 'the place had changed since the permission, and nobody had confirmed it',
      never_asked: 'the person had not been asked',
      paused: 'the person had paused it',
      signal: 'the browser’s signal had refused it',
      technique_off: 'the person had switched the technique off',
      touchpoint_off: 'the person had switched this place off',
      quiet_hours: 'it was within quiet hours',
      limit_reached: 'the limit had been reached',
      unknown_touchpoint: 'this place was not registered yet',
      touchpoint_retired: 'this place had been retired',
      not_declared: 'it would have used data that was not declared',
      system_not_allowed: 'this system could not ask about this place',
    },
    packs: {
      title: 'Audit packs',
      lead: 'Records, words and proofs in one file that verifies offline on another machine.',
      ask: 'Make an audit pack',
      askText: 'The records of this search, with their proof, as one file.',
      askWhole: 'The whole record, with its proof, as one file.',
      ground: 'Why it is made',
      badGround: 'Give a reason of at least five characters. Nothing was made.',
      none: 'None yet. Narrow the record, or answer an inquiry, and make one there.',
      status: {
        waiting: 'Waiting its turn',
        running: 'Being made',
        done: 'Ready',
        failed: 'Could not be made',
        cancelled: 'Cancelled',
      },
      progress: (done, total) => `${done} of ${total} records`,
      onePerson: 'one person’s record',
      everybody: 'does not say whose records they are',
      whole: 'all records',
      askedAt: 'Asked at',
      question: 'Search',
      records: 'Records',
      digest: 'Fingerprint (SHA-256)',
      keptUntil: 'Kept until',
      save: 'Save the pack',
      cancel: 'Cancel',
      failed: 'Something went wrong on the way. Try again; if it persists, tell an administrator.',
      cancelled: 'What was half done is gone.',
      waits: 'This page refreshes by itself. The work goes on when you close it.',
      verify: 'How to verify',
      back: 'All audit packs',
      gone: 'There is no such pack. Its time is over, or it is another officer’s.',
    },
  },
};
