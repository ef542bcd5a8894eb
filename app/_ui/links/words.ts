import type { Locale } from '@/lib/catalogue/model';

interface LinksWords {
  readonly title: string;
  readonly lead: string;
  readonly signIn: string;
  readonly listTitle: string;
  readonly none: string;
  readonly browser: string;
  readonly confirmed: string;
  readonly unconfirmed: string;
  readonly notMe: string;
  readonly effect: string;
  readonly ended: string;
  readonly failed: string;
  readonly codeTitle: string;
  readonly codeText: string;
  readonly take: string;
  readonly code: (when: string) => string;
}

/** つながっている番号。 */
export const linksWords: Readonly<Record<Locale, LinksWords>> = {
  ja: {
    title: 'つながっている番号',
    lead: 'お店やアプリでのあなたの番号のうち、この記録とつながっているものです。',
    signIn: 'つながりを見るには、サインインしてください。',
    listTitle: 'いまのつながり',
    none: 'つながっている番号はありません。',
    browser: 'サインインする前に使ったブラウザ',
    confirmed: 'あなたが確かめました',
    unconfirmed: 'まだ確かめられていません。断ったことだけが伝わります',
    notMe: 'これは私ではありません',
    effect:
      '「これは私ではありません」を押すと、つながりが切れます。断ったことは、どちらにも残ります。',
    ended: 'つながりを切りました。',
    failed: '切れませんでした。もう一度お試しください。',
    codeTitle: '番号を伝えてつなぐ',
    codeText:
      'お店やアプリで、あなたの番号とこの記録をつなぎたいときに使います。一度だけ、15分のあいだ使えます。係の人のほかには伝えないでください。',
    take: '番号を出す',
    code: (when) => `${when} まで使えます。`,
  },
  en: {
    title: 'Linked numbers',
    lead: 'The numbers shops and apps know you by, where they are linked with this record.',
    signIn: 'Sign in to see what is linked.',
    listTitle: 'Linked now',
    none: 'No number is linked.',
    browser: 'A browser you used before you signed in',
    confirmed: 'You confirmed it',
    unconfirmed: 'Not confirmed yet. Only what you refused is passed on',
    notMe: 'This is not me',
    effect: '“This is not me” ends the link. What you refused stays refused on both sides.',
    ended: 'The link is ended.',
    failed: 'It could not be ended. Please try again.',
    codeTitle: 'Link by reading out a code',
    codeText:
      'For when a shop or an app should link your number with this record. It works once, for 15 minutes. Tell it to nobody but the staff.',
    take: 'Get a code',
    code: (when) => `Good until ${when}.`,
  },
};
