import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { Locale } from '@/lib/catalogue/model';
import { WHOLE_LOG } from '@/lib/evidence/log-question';
import { findPack, type PackView } from '@/lib/jobs/pack-jobs';
import { instantText } from '../../../_ui/dates';
import { getLocale } from '../../../_ui/locale';
import { ConsoleFrame } from '../../console-frame';
import { getConsolePage } from '../../console-page';
import { evidenceWords } from '../../console-words';
import { NoEntry } from '../../no-entry';

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: evidenceWords[await getLocale()].packs.title };
}

function number(locale: Locale, count: number): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** What it is about, and once it is there what it holds. */
function Facts({ pack, locale }: { pack: PackView; locale: Locale }) {
  const { packs } = evidenceWords[locale];
  const filter = pack.summary === WHOLE_LOG ? packs.whole : pack.summary;
  const scope = pack.onePerson ? packs.onePerson : `${filter} (${packs.everybody})`;
  const rows: (readonly [string, string])[] = [
    [packs.ground, pack.ground],
    [packs.question, scope],
    [packs.askedAt, instantText(locale, pack.createdAtMs)],
  ];
  if (pack.result !== null) {
    rows.push([packs.records, number(locale, pack.result.lines)]);
    rows.push([packs.digest, pack.result.digest]);
  }
  if (pack.keptUntilMs !== null) {
    rows.push([packs.keptUntil, instantText(locale, pack.keptUntilMs)]);
  }
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="wrap-anywhere num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Working({ pack, locale }: { pack: PackView; locale: Locale }) {
  const { packs } = evidenceWords[locale];
  const told = packs.progress(number(locale, pack.done), number(locale, pack.total));
  return (
    <div className="pack-work">
      <progress
        aria-label={packs.status[pack.status]}
        value={pack.total === 0 ? undefined : pack.done}
        max={Math.max(1, pack.total)}
      />
      <p className="num">{pack.total === 0 ? packs.status[pack.status] : told}</p>
      <p className="quiet small">{packs.waits}</p>
      <form method="post" action={`/console/packs/${pack.id}/cancel`}>
        <button className="plain-button">{packs.cancel}</button>
      </form>
    </div>
  );
}

/** A line that is wider than a phone: read sideways, by keyboard too. */
function Command({ label, line }: { readonly label: string; readonly line: string }) {
  return (
    <pre className="command" tabIndex={0} aria-label={label}>
      {line}
    </pre>
  );
}

function Ready({ pack, locale }: { pack: PackView; locale: Locale }) {
  const { packs } = evidenceWords[locale];
  return (
    <>
      <form method="post" action={`/console/packs/${pack.id}/file`} className="mt-4">
        <button className="button button-strong">{packs.save}</button>
      </form>
      <h2>{packs.verify}</h2>
      <Command label={packs.verify} line="nattoku ledger verify pack.zip --policy policy.txt" />
      <p>
        <a href="/verify/nattoku-verify.mjs" download>
          nattoku-verify.mjs
        </a>
      </p>
      <Command
        label="nattoku-verify.mjs"
        line="node nattoku-verify.mjs verify pack.zip --policy policy.txt"
      />
    </>
  );
}

export default async function PackPageView({ params }: Props) {
  const { id } = await params;
  const page = await getConsolePage({});
  const { officer, runtime, locale } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const pack = await findPack(runtime, officer, id);
  if (pack === undefined) notFound();
  const { packs } = evidenceWords[locale];
  const working = pack.status === 'waiting' || pack.status === 'running';
  return (
    <ConsoleFrame page={page} here={`/console/packs/${id}`}>
      {working ? <meta httpEquiv="refresh" content="2" /> : null}
      <div role="status">
        <h1>{packs.status[pack.status]}</h1>
      </div>
      {working ? <Working pack={pack} locale={locale} /> : null}
      {pack.status === 'failed' ? <p className="problem problem-box">{packs.failed}</p> : null}
      {pack.status === 'cancelled' ? <p className="quiet">{packs.cancelled}</p> : null}
      <Facts pack={pack} locale={locale} />
      {pack.status === 'done' ? <Ready pack={pack} locale={locale} /> : null}
      <p className="mt-4">
        <a href="/console/packs">{packs.back}</a>
      </p>
    </ConsoleFrame>
  );
}
