import type { Metadata } from 'next';
import { FaceFrame } from '../shop/face-frame';
import { PieceView } from '../shop/piece-view';
import { composeMeasuring, composeTrendCount } from '../shop/slots/behind';
import { getVisit, show, type Query } from '../shop/visit';
import { words } from '../shop/words';

export const metadata: Metadata = { title: '夜の作業 Nightly jobs｜みのり Minori' };

const PLACES = ['trend-count', 'effect-measuring'] as const;
const TEXT = {
  name: words('みのり 夜の作業', 'Minori nightly jobs'),
  title: words('今夜の作業と、あなたの分', 'Tonight’s jobs, and your part'),
  text: words(
    'ふだんは、だれも見ません。動く直前に一人ずつたずね、許可のない方の分は入れません。',
    'Nobody sees this. Each job asks about each person first and leaves out whoever did not allow it.',
  ),
  training: words('AIの学習の作業を見る', 'See the AI training job'),
} as const;

export default async function BackstagePage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/backstage', await searchParams, PLACES);
  const { locale } = visit;
  return (
    <FaceFrame visit={visit} face="works" name={TEXT.name}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">
        {TEXT.text[locale]} <a href="/demo/training">{TEXT.training[locale]}</a>
      </p>
      <PieceView visit={visit} shown={show(visit, 'trend-count', composeTrendCount)} />
      <PieceView visit={visit} shown={show(visit, 'effect-measuring', composeMeasuring)} />
    </FaceFrame>
  );
}
