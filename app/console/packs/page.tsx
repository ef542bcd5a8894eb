import type { Metadata } from 'next';
import { listPacks, type PackView } from '@/lib/jobs/pack-jobs';
import type { Locale } from '@/lib/catalogue/model';
import { instantText } from '../../_ui/dates';
import { getLocale } from '../../_ui/locale';
import type { Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage } from '../console-page';
import { evidenceWords } from '../console-words';
import { NoEntry } from '../no-entry';
import { PackForm } from './pack-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: evidenceWords[await getLocale()].packs.title };
}

function Row({ pack, locale }: { pack: PackView; locale: Locale }) {
  const { packs } = evidenceWords[locale];
  return (
    <li className="pack-row">
      <a href={`/console/packs/${pack.id}`}>{pack.ground}</a>
      <span className="pack-status" data-status={pack.status}>
        {packs.status[pack.status]}
      </span>
      <span className="quiet small num">{instantText(locale, pack.createdAtMs)}</span>
    </li>
  );
}

export default async function PacksView({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage({});
  const { officer, runtime, locale } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const { packs } = evidenceWords[locale];
  const mine = await listPacks(runtime, officer);
  return (
    <ConsoleFrame page={page} here="/console/packs">
      <h1>{packs.title}</h1>
      <p className="lead">{packs.lead}</p>
      {mine.length === 0 ? (
        <p className="log-empty quiet">{packs.none}</p>
      ) : (
        <ul className="pack-list">
          {mine.map((pack) => (
            <Row key={pack.id} pack={pack} locale={locale} />
          ))}
        </ul>
      )}
      <PackForm locale={locale} hidden={{}} ground="" bad={query['problem'] === 'ground'} />
    </ConsoleFrame>
  );
}
