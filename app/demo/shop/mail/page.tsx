import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { LetterView } from '../letter';
import { composeCartReminder, composeNewsletter } from '../slots/mails';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'メール Mail｜みのり Minori' };

const TEXT = {
  title: words('いま書くとしたら、このメールになります', 'What we would write to you now'),
  text: words(
    'みのりは、送る直前にもう一度たずねます。答えしだいで、あなたに合わせて送る、みんなと同じものを送る、送らない、のどれかになります。',
    'Minori asks once more just before it sends. Depending on the answer, a mail is fitted to you, the same for everyone, or not sent at all.',
  ),
} as const;

export default async function MailPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const places = ['newsletter', 'cart-reminder'] as const;
  const visit = await getVisit('/demo/shop/mail', await searchParams, places);
  const { locale } = visit;
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">{TEXT.text[locale]}</p>
      <div className="letters">
        <LetterView visit={visit} shown={show(visit, 'newsletter', composeNewsletter)} />
        <LetterView visit={visit} shown={show(visit, 'cart-reminder', composeCartReminder)} />
      </div>
    </ShopFrame>
  );
}
