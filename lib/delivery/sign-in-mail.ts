import type { Locale } from '../catalogue/model';
import type { Mail } from './mailer';

/** The page behind the link holds a button: opening it changes nothing (SECURITY SEC-17). */
export const SIGN_IN_LINK_PATH = '/sign-in/link';

/** One mail with both ways in: the link, and the code for the page that asked. */
export function signInMail(mail: {
  readonly to: string;
  readonly origin: string;
  readonly token: string;
  readonly code: string;
  readonly minutes: number;
  readonly locale: Locale;
}): Mail {
  const link = `${mail.origin}${SIGN_IN_LINK_PATH}?token=${mail.token}`;
  const { subject, lines } = TEXTS[mail.locale](mail.code, link, mail.minutes);
  return { to: mail.to, lang: mail.locale, subject, text: `${lines.join('\n')}\n` };
}

type Text = (
  code: string,
  link: string,
  minutes: number,
) => { readonly subject: string; readonly lines: readonly string[] };

const TEXTS: Readonly<Record<Locale, Text>> = {
  ja: (code, link, minutes) => ({
    subject: `サインインのご案内（コード ${code}）`,
    lines: [
      'サインインするには、次のどちらかをお使いください。',
      '',
      '1. 元の画面に、この6桁のコードを入れる',
      `   ${code}`,
      '',
      '2. このリンクを開いて、「サインインする」を押す',
      `   ${link}`,
      '',
      `どちらか一方だけ、${minutes}分以内に1回だけ使えます。`,
      'お心当たりがなければ、このメールは捨ててください。リンクを開いただけでは何も起きません。',
      'コードを人に伝えないでください。こちらからお尋ねすることはありません。',
    ],
  }),
  en: (code, link, minutes) => ({
    subject: `Your sign-in code: ${code}`,
    lines: [
      'To sign in, use either of these.',
      '',
      '1. Type this six-digit code on the page that asked for it',
      `   ${code}`,
      '',
      '2. Open this link and press "Sign in"',
      `   ${link}`,
      '',
      `Only one of them works, once, within ${minutes} minutes.`,
      'If this was not you, throw this mail away. Opening the link alone does nothing.',
      'Never tell anyone the code. We will not ask you for it.',
    ],
  }),
};
