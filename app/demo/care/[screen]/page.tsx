import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FaceFrame } from '../../shop/face-frame';
import { PieceView } from '../../shop/piece-view';
import {
  composeBrandFeed,
  composeCards,
  composeCounselling,
  composeDnaReport,
  composePoints,
  composeWeatherCare,
} from '../../shop/slots/app-pieces';
import { getVisit, show, type Query, type Visit } from '../../shop/visit';
import { words } from '../../shop/words';
import { NotesView } from '../notes-view';
import { SCREENS, findScreen, type Screen } from '../screens';
import { SkinLogView } from '../skin-log-view';
import { TabBar } from '../tab-bar';
import '../care.css';
import { composeSkinLog } from '../../shop/slots/skin-log';

interface Parts {
  readonly params: Promise<{ readonly screen: string }>;
  readonly searchParams: Promise<Query>;
}
const APP = words('みのりケア', 'Minori Care');

export async function generateMetadata({ params }: Parts): Promise<Metadata> {
  const screen = findScreen((await params).screen);
  const name = screen === undefined ? '' : `${SCREENS[screen].name.ja} ${SCREENS[screen].name.en}`;
  return { title: `${name}｜みのりケア Minori Care` };
}

function Body({ screen, visit }: { readonly screen: Screen; readonly visit: Visit }) {
  switch (screen) {
    case 'skin':
      return (
        <>
          <SkinLogView visit={visit} shown={show(visit, 'app-skin-log', composeSkinLog)} />
          <NotesView visit={visit} />
        </>
      );
    case 'dna':
      return <PieceView visit={visit} shown={show(visit, 'app-dna-report', composeDnaReport)} />;
    case 'weather':
      return (
        <PieceView visit={visit} shown={show(visit, 'app-weather-care', composeWeatherCare)} />
      );
    case 'brands':
      return <PieceView visit={visit} shown={show(visit, 'app-brand-feed', composeBrandFeed)} />;
    case 'advice':
      return (
        <PieceView
          visit={visit}
          shown={show(visit, 'app-counselling', composeCounselling)}
          href="/demo/care/advice"
        />
      );
    case 'cards':
      return (
        <>
          <PieceView visit={visit} shown={show(visit, 'member-cards', composeCards)} />
          <PieceView visit={visit} shown={show(visit, 'points', composePoints)} />
        </>
      );
  }
}

export default async function CareScreen({ params, searchParams }: Parts) {
  const screen = findScreen((await params).screen);
  if (screen === undefined) notFound();
  const { places, name } = SCREENS[screen];
  const visit = await getVisit(`/demo/care/${screen}`, await searchParams, places);
  return (
    <FaceFrame
      visit={visit}
      face="care"
      name={APP}
      tabs={<TabBar locale={visit.locale} current={screen} />}
    >
      <h1>{name[visit.locale]}</h1>
      <Body screen={screen} visit={visit} />
    </FaceFrame>
  );
}
