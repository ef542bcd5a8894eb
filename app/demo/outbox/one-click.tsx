import type { OutboxMail } from '@/lib/delivery/outbox';
import type { StageLocale } from '../stage/words';

const TEXT = {
  ja: {
    button: '配信停止',
    text: 'メールソフトが、この見出しから出すボタンです。押すと、その場で止まります。',
    open: '減らし方を選ぶ',
    about: '：',
  },
  en: {
    button: 'Unsubscribe',
    text: 'Mail programs show this button by these headers. One press stops it.',
    open: 'Choose how to reduce them',
    about: ': ',
  },
} as const;

/** What a mail program makes of List-Unsubscribe and List-Unsubscribe-Post (RFC 8058). */
export function OneClick({
  mail,
  locale,
}: {
  readonly mail: OutboxMail;
  readonly locale: StageLocale;
}) {
  const { 'List-Unsubscribe': link, 'List-Unsubscribe-Post': post } = mail.headers ?? {};
  const url = link?.replace(/^<|>$/g, '');
  const [name, value] = post?.split('=') ?? [];
  if (url === undefined || name === undefined || value === undefined) return null;
  const words = TEXT[locale];
  const lang = mail.lang === locale ? undefined : mail.lang;
  const about = (
    <span className="sr">
      {words.about}
      <span lang={lang}>{mail.subject}</span>
    </span>
  );
  return (
    <div className="one-click">
      <form method="post" action={url}>
        <input type="hidden" name={name} value={value} readOnly />
        <button>
          {words.button}
          {about}
        </button>
      </form>
      <a href={url}>
        {words.open}
        {about}
      </a>
      <p>{words.text}</p>
    </div>
  );
}
