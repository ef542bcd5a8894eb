import type { Locale } from '@/lib/catalogue/model';
import { words } from '../shop/words';
import { findMailing, MAILING_NAMES } from './letters';
import './send-form.css';

const TEXT = {
  send: words('このメールを送ってみる', 'Send this mail'),
  about: words('：', ': '),
} as const;

/** Beside a letter as it would be: the same asked about anew, and sent. Nothing for what is no mailing. */
export function SendForm({ place, locale }: { readonly place: string; readonly locale: Locale }) {
  const mailing = findMailing(place);
  if (mailing === undefined) return null;
  return (
    <form method="post" action="/demo/mailer/send" className="send-form">
      <button name="mailing" value={mailing}>
        {TEXT.send[locale]}
        <span className="sr">
          {TEXT.about[locale]}
          {MAILING_NAMES[mailing][locale]}
        </span>
      </button>
    </form>
  );
}
