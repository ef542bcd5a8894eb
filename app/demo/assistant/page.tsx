import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getLocale } from '../../_ui/locale';
import { ShopFrame } from '../shop/frame';
import { grantOf } from '../shop/grant';
import { historyOf } from '../shop/history';
import { getVisit, show, textOf, type Query, type Shown, type Visit } from '../shop/visit';
import { CUSTOMER_COOKIE } from '../shop/customer';
import type { Words } from '../shop/words';
import { composeAnswer } from './answers';
import { AskForm } from './ask-form';
import { THREAD_COOKIE, turnsOf, type Turn } from './threads';
import { placeOf } from './topics';
import { TurnView } from './turn-view';
import { ASSIST } from './words';

export async function generateMetadata(): Promise<Metadata> {
  return { title: ASSIST.title[await getLocale()] };
}

/** With what is permitted at this moment; only the newest answer of a page is reported as shown. */
function answerTo(visit: Visit, { topic }: Turn, last: boolean): Shown<Words> | undefined {
  if (topic === undefined) return undefined;
  const place = placeOf(topic);
  if (last) return show(visit, place, (grant) => composeAnswer(grant, topic));
  const answer = visit.answers.get(place);
  const grant = grantOf(answer, historyOf(visit.customer?.key));
  return { ...composeAnswer(grant, topic), place, answer };
}

async function currentTurns(): Promise<readonly Turn[]> {
  const jar = await cookies();
  const customer = jar.get(CUSTOMER_COOKIE)?.value ?? '';
  return turnsOf(jar.get(THREAD_COOKIE)?.value ?? '', customer);
}

export default async function AssistantPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const [turns, query] = await Promise.all([currentTurns(), searchParams]);
  const places = turns.flatMap(({ topic }) => (topic === undefined ? [] : [placeOf(topic)]));
  const visit = await getVisit('/demo/assistant', query, [...new Set(places)]);
  const { locale, customer } = visit;
  return (
    <ShopFrame visit={visit}>
      <div className="helper">
        <h1>{ASSIST.heading[locale]}</h1>
        <p className="helper-ai">{ASSIST.isAi[locale]}</p>
        <p>{ASSIST.lead[locale]}</p>
        {customer === undefined ? (
          <p className="helper-note">
            {ASSIST.nobody[locale]}{' '}
            <a href="/demo" target="_top">
              {ASSIST.guideFirst[locale]}
            </a>
          </p>
        ) : null}
        {turns.length === 0 ? null : (
          <section aria-labelledby="talk">
            <h2 id="talk">{ASSIST.talk[locale]}</h2>
            <ol className="turns">
              {turns.map((turn, index) => (
                <TurnView
                  key={turn.id}
                  visit={visit}
                  turn={turn}
                  shown={answerTo(visit, turn, index === turns.length - 1)}
                  last={index === turns.length - 1}
                />
              ))}
            </ol>
          </section>
        )}
        <AskForm
          locale={locale}
          once={visit.once}
          lost={textOf(query, 'lost') !== ''}
          begun={turns.length > 0}
        />
        <p className="helper-quiet">{ASSIST.person[locale]}</p>
        <p className="helper-quiet">{ASSIST.invented[locale]}</p>
      </div>
    </ShopFrame>
  );
}
