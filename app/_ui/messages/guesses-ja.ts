/** あなたについての推測（DESIGN §5）。 */
export const guessesJa = {
  title: 'あなたについての推測',
  lead: 'あなたに合わせたとき、何をもとにしたか。各サービスからの知らせです。',
  effect:
    '「違います」は、それを使ったサービスだけに届きます。使うのを止めるには、場所やデータから選んでください。',
  signIn: '推測を見るには、サインインしてください。',
  empty: 'まだ知らせはありません。サービスがあなたに合わせると、その理由がここに出ます。',
  kinds: { guess: '推測されたこと', data: '使われた記録' },
  none: {
    guess: '推測したという知らせはありません。',
    data: '記録を使ったという知らせはありません。',
  },
  data: 'もとのデータ',
  source: (text: string) => `（収集元：${text}）`,
  noData: '知らされていません',
  places: '使われたところ',
  times: (n: number) => `（${n}回）`,
  last: (when: string) => `最後：${when}`,
  wrong: '違います',
  said: (when: string) => `違うと伝えました（${when}）`,
  waiting: (system: string) => `${system}：まだ受け取っていません`,
  received: (system: string, when: string) => `${system}：受け取りました（${when}）`,
  since: (n: number, when: string) => `伝えたあとも、${n}回使われました（最後：${when}）`,
  here: 'ここで、もとにされたこと',
  hereNone: 'この場所からの知らせは、まだありません。',
};

export type GuessWords = typeof guessesJa;
