import type { Metadata } from 'next';
import { FaceFrame } from '../shop/face-frame';
import { GOODS } from '../shop/goods';
import { composeKeywordAd, composeSocialAd } from '../shop/slots/ads';
import { composeAd } from '../shop/slots/retargeting-ad';
import { getVisit, show, type Query } from '../shop/visit';
import { words } from '../shop/words';
import { AdView } from './ad-view';
import { Weekend } from './weekend';

export const metadata: Metadata = { title: 'よそのサイト Elsewhere｜デモ Demo' };

const PLACES = ['keyword-ads', 'retargeting-ads', 'social-ads'] as const;
const TEXT = {
  name: words('まちの天気と読みもの', 'Town Weather & Reading'),
  title: words('週末は晴れ。風がすこし冷たくなります', 'A clear weekend, with a cooler wind'),
  text: words(
    '土曜の朝は、北の風。日なたは暖かく、日かげは上着がいります。',
    'A north wind on Saturday morning. Warm in the sun; take a jacket for the shade.',
  ),
  more: words(
    '日曜の夕方から雲がふえますが、雨にはなりません。',
    'Clouds come on Sunday evening, but no rain.',
  ),
  keyword: words('記事のなかの広告', 'Ad in the article'),
  retargeting: words('記事のわきの広告', 'Ad beside the article'),
  social: words('SNSの流れのなかで', 'In a social feed'),
  friend: words('ともだちの投稿', 'A friend’s post'),
  post: words('夕焼けがきれいでした。', 'What a sunset.'),
} as const;

/** A page of somebody else's, and a feed: there the shop's ads are shown, here one can see them. */
export default async function ElsewherePage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/elsewhere', await searchParams, PLACES);
  const { locale } = visit;
  const viewed = show(visit, 'retargeting-ads', composeAd);
  const social = show(visit, 'social-ads', (grant) => composeSocialAd(grant, GOODS));
  return (
    <FaceFrame visit={visit} face="town" name={TEXT.name}>
      <div className="town">
        <article className="town-article">
          <h1>{TEXT.title[locale]}</h1>
          <Weekend locale={locale} />
          <p>{TEXT.text[locale]}</p>
          <AdView
            {...{ visit, heading: TEXT.keyword, to: '/demo/shop/arrive' }}
            shown={show(visit, 'keyword-ads', composeKeywordAd)}
          />
          <p>{TEXT.more[locale]}</p>
        </article>
        <div className="town-side">
          <AdView
            {...{ visit, heading: TEXT.retargeting, shown: viewed }}
            to={`/demo/shop/item/${viewed.content.good}`}
          />
          <div className="feed">
            <div className="feed-post">
              <p className="feed-name">{TEXT.friend[locale]}</p>
              <p>{TEXT.post[locale]}</p>
            </div>
            <AdView
              {...{ visit, heading: TEXT.social, shown: social }}
              to={`/demo/shop/item/${social.content.good}`}
            />
          </div>
        </div>
      </div>
    </FaceFrame>
  );
}
