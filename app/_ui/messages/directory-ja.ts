/** 全ページの案内。 */
export const directoryJa = {
  label: 'すべてのページ',
  more: 'ほか',
  choose: '選ぶ',
  read: '記録を読む',
  self: 'あなたのこと',
  open: 'どなたでも',
};
