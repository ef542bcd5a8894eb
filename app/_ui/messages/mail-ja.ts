/** メールのリンクから断るページ（RFC 8058）。 */
export const mailJa = {
  title: 'お知らせを減らす・止める',
  lead: 'サインインせずに断れます。理由はお聞きしません。押すと、すぐに保存します。',
  about: (place: string) => `お手もとのお知らせ：「${place}」`,
  this: {
    button: (place: string) => `「${place}」だけ止める`,
    stops: (place: string) => `「${place}」は、届かなくなります。`,
    continues: 'ほかのお知らせは、これまでどおりです。',
    done: (place: string) => `「${place}」は、もう届きません。`,
  },
  all: {
    button: (channel: string) => `お知らせを全部止める（${channel}）`,
    done: (channel: string) => `お知らせ（${channel}）は、もう届きません。`,
  },
  weekly: {
    button: (channel: string) => `週1回までにする（${channel}）`,
    stops: '同じ週の2通目からは、届かなくなります。週は月曜に始まります。',
    continues: 'その週の1通目は、これまでどおり届きます。',
    done: (channel: string) => `お知らせ（${channel}）は、週に1回までです。`,
  },
  onlyRefuses:
    'このリンクでできるのは、断ることだけです。記録は見えません。許可も、元に戻すこともできません。',
  finer: 'もっと細かく選ぶ',
  finerText: '元に戻すときも、こちらです。サインインが要ります。',
  unknownTitle: 'このリンクは使えません',
  unknown: '途中で切れたか、こちらのものではありません。お知らせは、次の方法でも止められます。',
  unknownSignIn: 'サインインして選ぶ',
  unknownCall: 'お電話か、お店の窓口で伝える',
};

export type MailWords = typeof mailJa;
