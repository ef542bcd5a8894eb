import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { LetterView } from '../letter';
import { SLOTS } from '../slots/every-slot';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'メール Mail｜みのり Minori' };

const MAILS = [
  'newsletter',
  'cart-reminder',
  'follow-up-mail',
  'campaign-mail',
  'ai-copy',
  'order-mail',
] as const;
const TEXT = {
  title: words('いま書くとしたら、このメールになります', 'What we would write to you now'),
  text: words(
    'みのりは、送る直前にもう一度たずねます。答えしだいで、あなたに合わせて送る、みんなと同じものを送る、送らない、のどれかになります。',
    'Minori asks once more just before it sends. Depending on the answer, a mail is tailored to you, the same for everyone, or not sent at all.',
  ),
} as const;

export default async function MailPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/shop/mail', await searchParams, MAILS);
  const { locale } = visit;
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">{TEXT.text[locale]}</p>
      <div className="letters">
        {MAILS.map((mail) => (
          <LetterView key={mail} visit={visit} shown={show(visit, mail, SLOTS[mail])} />
        ))}
      </div>
    </ShopFrame>
  );
}
