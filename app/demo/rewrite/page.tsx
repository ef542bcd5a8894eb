import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from '../../_ui/locale';
import { demoRuntime } from '../door';
import { StageFrame } from '../stage/stage-frame';
import type { StageLocale } from '../stage/words';
import { Attackers } from './attackers';
import { Result } from './result';
import { findResult } from './results';
import './rewrite.css';
import { REWRITE_WORDS } from './words';

export async function generateMetadata(): Promise<Metadata> {
  return { title: REWRITE_WORDS[await getLocale()].title };
}

function Who({ locale }: { readonly locale: StageLocale }) {
  const words = REWRITE_WORDS[locale];
  return (
    <section className="who">
      <table>
        <caption>{words.who}</caption>
        <thead>
          <tr>
            {words.whoHead.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {words.whoRows.map(([who, can, cannot]) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td data-label={words.whoHead[1]}>{can}</td>
              <td data-label={words.whoHead[2]}>{cannot}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="device-note">{words.notPrevented}</p>
    </section>
  );
}

export default async function RewritePage({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const runtime = await demoRuntime();
  if (runtime === undefined) notFound();
  const [locale, { tried }] = await Promise.all([getLocale(), searchParams]);
  const words = REWRITE_WORDS[locale];
  const outcome = typeof tried === 'string' ? findResult(tried) : undefined;
  const lost = tried !== undefined && outcome === undefined;
  const refusal = lost ? 'gone' : outcome?.ok === false ? outcome.reason : undefined;
  const trial = outcome?.ok === true ? outcome.trial : undefined;
  const none = runtime.store.engine !== 'sqlite' ? 'needs_sqlite' : refusal;
  const path =
    typeof tried === 'string' && !lost ? `/demo/rewrite?tried=${tried}` : '/demo/rewrite';
  return (
    <StageFrame locale={locale} path={path}>
      <div className="opening">
        <h1>{words.heading}</h1>
        <p>
          {words.lead} <a href="/demo">{words.back}</a>
        </p>
      </div>
      {none === undefined ? null : (
        <p className="device-note" role="status" id="result">
          {words.refused[none]}
        </p>
      )}
      {none === 'needs_sqlite' ? null : <Attackers locale={locale} tried={trial?.attack} />}
      {trial === undefined ? null : <Result trial={trial} locale={locale} />}
      <Who locale={locale} />
    </StageFrame>
  );
}
