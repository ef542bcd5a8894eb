import type { Locale } from '../catalogue/model';
import { mailWay, sendMail, type Mail, type MailRuntime } from './mailer';

export const GUARDIAN_PATH = '/guardian';

/** That something waits; neither what, nor of whom: that is read signed in. */
export function guardianMail(mail: {
  readonly to: string;
  readonly origin: string;
  readonly locale: Locale;
}): Mail {
  const { to, locale } = mail;
  const { subject, lines } = TEXTS[locale](`${mail.origin}${GUARDIAN_PATH}`);
  return { to, lang: locale, subject, text: `${lines.join('\n')}\n` };
}

/** Undefined where no mail goes out. */
export function guardianPost(
  runtime: MailRuntime,
  locale: Locale,
): ((to: string) => Promise<void>) | undefined {
  if (mailWay(runtime.env) === 'none') return undefined;
  const { origin } = runtime.env;
  return async (to) => {
    await sendMail(runtime, guardianMail({ to, origin, locale }));
  };
}

type Text = (link: string) => { readonly subject: string; readonly lines: readonly string[] };

const TEXTS: Readonly<Record<Locale, Text>> = {
  ja: (link) => ({
    subject: '保護者の方へ：確認を待っているものがあります',
    lines: [
      'お子さまが許可したことが、あなたの確認を待っています。',
      'サインインすると、内容を見て、認めるかどうかを決められます。',
      '',
      `   ${link}`,
      '',
      'あなたが決めるまで、使われません。そのままにしておくこともできます。',
      'お心当たりがなければ、このメールは捨ててください。',
    ],
  }),
  en: (link) => ({
    subject: 'For guardians: something waits for your word',
    lines: [
      'Something your child allowed waits for your word.',
      'Sign in to see what it is, and to agree or not.',
      '',
      `   ${link}`,
      '',
      'It is not used until you decide. You can also leave it as it is.',
      'If this is not for you, throw this mail away.',
    ],
  }),
};
