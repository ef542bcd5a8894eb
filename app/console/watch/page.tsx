import type { Metadata } from 'next';
import { readWatch, type WatchStanding } from '@/lib/watch/standing';
import { instantText } from '../../_ui/dates';
import { getLocale } from '../../_ui/locale';
import { single, type Query } from '../../_ui/page';
import { WholeNumbers } from '../../_ui/whole-numbers';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage, type ConsolePage } from '../console-page';
import { consoleMessagesFor } from '../messages/choose';
import { NoEntry } from '../no-entry';
import { RoundList } from './round-list';
import { watchWords } from './words';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${watchWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

/** An alarm stands above already. */
function Standing({ page, at }: { readonly page: ConsolePage; readonly at: WatchStanding }) {
  const { locale } = page;
  const words = watchWords[locale];
  if (at.alarm !== null) return null;
  const last = at.rounds.find(({ result }) => result !== null);
  if (last?.result == null)
    return at.everyMs === 0 ? null : <p className="note">{words.waiting}</p>;
  return (
    <div className="saved problem-box">
      <p className="font-semibold">{words.well((last.result.noMs ?? 0).toLocaleString(locale))}</p>
      <p>
        <WholeNumbers text={words.wellText(instantText(locale, last.atMs))} />
      </p>
    </div>
  );
}

export default async function WatchView({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage({});
  const { officer, runtime, locale } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const at = await readWatch(runtime);
  const words = watchWords[locale];
  const minutes = at.everyMs / 60_000;
  return (
    <ConsoleFrame page={page} here="/console/watch">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <Standing page={page} at={at} />
      <form method="post" action="/console/watch/now" className="watch-now">
        <button className="button">{words.now}</button>
        <span className="quiet">{at.everyMs === 0 ? words.off : words.every(minutes)}</span>
      </form>
      {single(query, 'busy') === undefined ? null : (
        <p className="note" role="status">
          {words.busy}
        </p>
      )}
      <RoundList page={page} rounds={at.rounds} />
      <p className="quiet small">{words.nobody}</p>
    </ConsoleFrame>
  );
}
