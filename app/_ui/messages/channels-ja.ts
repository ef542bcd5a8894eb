/** 届け方から見る、選ぶ前の効果、自分で伝えた好み。 */
export const channelsJa = {
  title: '届け方から見る',
  lead: 'メールは何をしてよいか。アプリやお店はどうか。届け方ごとに選べます。',
  places: (permitted: number, total: number) => `${total}か所のうち${permitted}か所で行います`,
  mayPlaces: (total: number) => `${total}か所で行うことがあります`,
  refuseAll: (channel: string) => `${channel}をすべて止める`,
  stopped: (channel: string) => `${channel}は、すべて止めています。`,
  always: 'サービスに必要なものは、いつもどおり届きます。',
  uses: (channel: string) => `${channel}で行うこと`,
  fine: 'データごとに選ぶ',
  receiveFirst: '受け取るかどうかが先です。内容を合わせるかは、その次に選べます。',
  other: '別の見かた',
};

export const effectsJa = {
  ifRefused: {
    stops: (n: number) => `許可しないと止まるところ（${n}か所）`,
    without: (n: number) => `許可しないと、このデータを使わないところ（${n}か所）`,
  },
  ifPressed: {
    stops: (n: number) => `止まるところ（${n}か所）`,
    without: (n: number) => `このデータを使わなくなるところ（${n}か所）`,
  },
  now: (n: number) => `いま行っているのは、${n}か所です。`,
};

export const toldJa = {
  title: '自分で伝えた好み',
  lead: '「紅茶が好き」のように、ご自分の言葉で書けます。推測ではなく、あなたの言葉です。',
  signIn: '伝えるには、サインインしてください。',
  field: '好みや関心',
  hint: '80文字まで。健康やご家族のことなど、知られたくないことは書かないでください。',
  tell: '伝える',
  list: '伝えたこと',
  empty: 'まだ何も伝えていません。',
  at: (date: string) => `${date}に伝えました`,
  said: (words: string) => `自分の好みを伝えました：${words}`,
  takenBack: '伝えた好みを取り消しました',
  withdraw: '取り消す',
  about: (words: string) => `：${words}`,
  withdrawEffect: '取り消すと、この一覧から消えます。変更の記録には残ります。',
  usedTitle: '使われるところ',
  used: '言葉はあなたの鍵で暗号にして、このセンターに残します。サービスには渡しません。',
  usedMore: '次の場所は、各サービスに伝えた好みを使うことがあります。ここで止められます。',
  places: '好みを使うことがある場所',
  choose: '「自分で伝えた好み」の使いみちを選ぶ',
};

export type ChannelsWords = typeof channelsJa;
export type EffectsWords = typeof effectsJa;
export type ToldWords = typeof toldJa;
