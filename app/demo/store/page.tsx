import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from '../../_ui/locale';
import { demoRuntime } from '../door';
import { show, textOf, type Query } from '../shop/visit';
import { CardForm } from './card-form';
import { Invitation } from './invitation';
import { Record } from './record';
import { composeServing, getServing, leaseMs, PLACE, shownBy } from './serving';
import { TabletFrame } from './tablet-frame';
import { Watch } from './watch';
import { TABLET } from './words';

export async function generateMetadata(): Promise<Metadata> {
  return { title: TABLET.title[await getLocale()] };
}

export default async function StorePage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const runtime = await demoRuntime();
  if (runtime === undefined) notFound();
  const [visit, query] = await Promise.all([getServing(), searchParams]);
  const { locale, customer, answers } = visit;
  if (customer === undefined) {
    return (
      <TabletFrame locale={locale}>
        <CardForm locale={locale} unknown={textOf(query, 'unknown') !== ''} />
      </TabletFrame>
    );
  }
  const answer = answers.get(PLACE);
  const { content, because } = show(visit, PLACE, composeServing);
  const invitation = <Invitation origin={runtime.env.origin} locale={locale} />;
  return (
    <TabletFrame locale={locale}>
      <div className="serving-head">
        <h1>{TABLET.customer(customer.name)[locale]}</h1>
        <div className="serving-ways">
          <a href="/demo/store">{TABLET.again[locale]}</a>
          <form method="post" action="/demo/store/leave">
            <button className="tablet-button tablet-button-quiet">{TABLET.end[locale]}</button>
          </form>
        </div>
      </div>
      <Watch shown={shownBy(answer)} leaseMs={leaseMs(answer, Date.now())} otherwise={invitation}>
        {content === undefined ? (
          invitation
        ) : (
          <Record serving={content} because={because} locale={locale} />
        )}
      </Watch>
    </TabletFrame>
  );
}
