import type { Metadata } from 'next';
import { findGaps, findViolations, type Gap, type Violations } from '@/lib/evidence/violations';
import { dayText, instantText } from '../../_ui/dates';
import { getLocale } from '../../_ui/locale';
import { single, type Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage, type ConsolePage } from '../console-page';
import { evidenceWords } from '../console-words';
import { consoleMessagesFor } from '../messages/choose';
import { NoEntry } from '../no-entry';
import { gapsWords } from './words';
import './gaps.css';

const PERIODS = [7, 30, 90];

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${gapsWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

function placeName({ runtime, locale }: ConsolePage, key: string): string {
  return runtime.catalogues.current().touchpoints.get(key)?.touchpoint.text[locale].name ?? key;
}
function dataNames({ runtime, locale, words }: ConsolePage, keys: readonly string[]): string {
  const { data } = runtime.catalogues.current();
  return words.list(keys.map((key) => data.get(key)?.text[locale].name ?? key));
}

function PeriodForm({ page, days }: { readonly page: ConsolePage; readonly days: number }) {
  const words = gapsWords[page.locale];
  return (
    <form method="get" action="/console/gaps" className="gaps-period">
      <label htmlFor="days">{words.days}</label>
      <select className="select" id="days" name="days" defaultValue={String(days)}>
        {PERIODS.map((period) => (
          <option key={period} value={String(period)}>
            {words.lastDays(period)}
          </option>
        ))}
      </select>
      <button className="button">{words.show}</button>
    </form>
  );
}

function ViolationList(parts: {
  readonly page: ConsolePage;
  readonly days: number;
  readonly found: Violations;
}) {
  const { page, days, found } = parts;
  const { violations: words } = gapsWords[page.locale];
  const { reasons } = evidenceWords[page.locale];
  const { violations, examined, next } = found;
  return (
    <section className="gaps-part" aria-labelledby="violations">
      <h2 id="violations">{words.title}</h2>
      <p>{examined === 0 ? words.silence : words.sum(violations.length, examined)}</p>
      {violations.length === 0 ? null : <p className="quiet small">{words.howTo}</p>}
      <ul className="gaps-list">
        {violations.map(({ touchpoint, system, atMs, reason, data }, index) => (
          <li key={index}>
            <p className="gaps-what">
              <span className="font-semibold">{placeName(page, touchpoint)}</span>
              <span className="quiet">{page.shared.systems[system] ?? system}</span>
              <time className="quiet small num" dateTime={new Date(atMs).toISOString()}>
                {instantText(page.locale, atMs)}
              </time>
            </p>
            <p>{words.reason(reasons[reason] ?? reason)}</p>
            {data.length === 0 ? null : (
              <p className="small">{words.data(dataNames(page, data))}</p>
            )}
          </li>
        ))}
      </ul>
      {next === undefined ? null : (
        <p>
          <a className="button" href={`/console/gaps?days=${String(days)}&after=${next}`}>
            {words.older}
          </a>
        </p>
      )}
    </section>
  );
}

function GapList({ page, gaps }: { readonly page: ConsolePage; readonly gaps: readonly Gap[] }) {
  const { gaps: words } = gapsWords[page.locale];
  return (
    <section className="gaps-part" aria-labelledby="gaps">
      <h2 id="gaps">{words.title}</h2>
      <p>{gaps.length === 0 ? words.none : words.sum(gaps.length)}</p>
      <p className="quiet small">{words.unseen}</p>
      <ul className="gaps-list">
        {gaps.map(({ touchpoint, system, lastDay }) => (
          <li key={touchpoint} className="gaps-what">
            <span className="font-semibold">{placeName(page, touchpoint)}</span>
            <span className="quiet">{page.shared.systems[system] ?? system}</span>
            <span className="quiet small">
              {lastDay === null
                ? words.never
                : words.last(dayText(page.locale, Date.parse(lastDay)))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default async function GapsView({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage({});
  const { officer, runtime, locale } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const days = PERIODS.find((period) => String(period) === single(query, 'days')) ?? 30;
  const after = single(query, 'after');
  const [found, gaps] = await Promise.all([
    findViolations(runtime, officer, { days, after }),
    findGaps(runtime, officer, { days }),
  ]);
  const words = gapsWords[locale];
  return (
    <ConsoleFrame page={page} here={`/console/gaps?days=${String(days)}`}>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <PeriodForm page={page} days={days} />
      <ViolationList page={page} days={days} found={found} />
      <GapList page={page} gaps={gaps} />
    </ConsoleFrame>
  );
}
