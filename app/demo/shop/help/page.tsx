import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { PieceView } from '../piece-view';
import { composeHelp } from '../slots/site-pieces';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: '返品とお困りごと Help｜みのり Minori' };

const TEXT = {
  title: words('返品とお困りごと', 'Returns and help'),
  questions: [
    {
      ask: words('返品は、いつまでできますか', 'How long can I send things back?'),
      say: words('届いてから30日のあいだ、できます。', 'Within 30 days after they came.'),
    },
    {
      ask: words('送料は、かかりますか', 'Who pays the postage?'),
      say: words('返品の送料は、みのりが払います。', 'Minori pays for what you send back.'),
    },
    {
      ask: words('ポイントは、どうなりますか', 'What happens to my points?'),
      say: words('使った分は、その日に戻ります。', 'Points you used come back that day.'),
    },
  ],
} as const;

export default async function HelpPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/shop/help', await searchParams, ['proactive-help']);
  const { locale } = visit;
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <PieceView
        visit={visit}
        shown={show(visit, 'proactive-help', composeHelp)}
        href="#questions"
      />
      <div className="questions" id="questions">
        {TEXT.questions.map(({ ask, say }) => (
          <section key={ask.ja}>
            <h2>{ask[locale]}</h2>
            <p>{say[locale]}</p>
          </section>
        ))}
      </div>
    </ShopFrame>
  );
}
