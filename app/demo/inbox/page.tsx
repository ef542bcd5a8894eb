import type { Metadata } from 'next';
import { FaceFrame } from '../shop/face-frame';
import { PieceView } from '../shop/piece-view';
import { SLOTS } from '../shop/slots/every-slot';
import { getVisit, show, type Query } from '../shop/visit';
import { words } from '../shop/words';

export const metadata: Metadata = { title: 'お知らせ Messages｜みのり Minori' };

const TEXT = {
  name: words('きょうの端末と郵便受け', 'Phone and letter box today'),
  title: words('いま送るとしたら', 'What would be sent now'),
  text: words(
    '送る前に、そのつどたずねます。許可がなければ、何も届きません。',
    'We ask before each one. Without permission nothing is sent.',
  ),
  mails: words('メールも見る', 'See the mails too'),
} as const;
const MESSAGES = [
  { place: 'push-offers', from: words('みのりケア・通知', 'Minori Care · notice') },
  { place: 'nearby-coupon', from: words('みのりケア・通知', 'Minori Care · notice') },
  { place: 'sms-notice', from: words('SMS', 'SMS') },
  { place: 'line-message', from: words('LINE', 'LINE') },
  { place: 'press-letter', from: words('郵便', 'By post') },
] as const;

export default async function InboxPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const places = MESSAGES.map(({ place }) => place);
  const visit = await getVisit('/demo/inbox', await searchParams, places);
  const { locale } = visit;
  return (
    <FaceFrame visit={visit} face="lock" name={TEXT.name}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">
        {TEXT.text[locale]} <a href="/demo/shop/mail">{TEXT.mails[locale]}</a>
      </p>
      <div className="lock-list">
        {MESSAGES.map(({ place, from }) => (
          <PieceView key={place} visit={visit} shown={show(visit, place, SLOTS[place])} sent>
            <p className="piece-from">{from[locale]}</p>
          </PieceView>
        ))}
      </div>
    </FaceFrame>
  );
}
