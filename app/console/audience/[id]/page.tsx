import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findList, type KeptList } from '@/lib/asking/audience/kept-lists';
import { instantText } from '../../../_ui/dates';
import { getLocale } from '../../../_ui/locale';
import { ConsoleFrame } from '../../console-frame';
import { getConsolePage } from '../../console-page';
import { consoleMessagesFor } from '../../messages/choose';
import { NoEntry } from '../../no-entry';
import { placeName } from '../place-name';
import { audienceWords, type AudienceWords } from '../words';
import '../audience.css';

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${audienceWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

/** Most first; what is together comes last. */
function inOrder(reasons: KeptList['totals']['reasons']): readonly (readonly [string, number])[] {
  const { other, ...told } = reasons ?? {};
  const sorted = Object.entries(told).sort(([, a], [, b]) => b - a);
  return other === undefined ? sorted : [...sorted, ['other', other]];
}

/** The picture is the table: each bar beside its number. */
function Totals({ list, words }: { readonly list: KeptList; readonly words: AudienceWords }) {
  const rows = inOrder(list.totals.reasons);
  const most = Math.max(1, ...rows.map(([, count]) => count));
  const names: Readonly<Record<string, string>> = words.reasons;
  const [reason, people] = words.columns;
  return (
    <table className="audience-table">
      <caption className="font-semibold">{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">{reason}</th>
          <th scope="col">{people}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([key, count]) => (
          <tr key={key}>
            <th scope="row">{names[key] ?? key}</th>
            <td>
              <span className="num">{count.toLocaleString('en')}</span>
              <svg
                className="audience-bar"
                viewBox="0 0 100 8"
                preserveAspectRatio="none"
                aria-hidden
              >
                <rect width={(count / most) * 100} height="8" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default async function AudienceResult({ params }: Context) {
  const { id } = await params;
  const page = await getConsolePage({});
  const { principal, runtime, locale } = page;
  if (principal.kind !== 'officer') return <NoEntry page={page} />;
  if (!principal.roles.includes('author')) redirect('/console/audience');
  const list = await findList(runtime, principal, id);
  if (list === undefined) redirect('/console/audience?problem=over');
  const words = audienceWords[locale];
  const { people, permitted, duplicates } = list.totals;
  const latest = Math.max(0, ...list.rows.map(({ validUntilMs }) => validUntilMs));
  return (
    <ConsoleFrame page={page} here={`/console/audience/${id}`}>
      <h1>{words.result(list.campaign, list.segment)}</h1>
      <p className="quiet">{placeName(page, list.touchpoint)}</p>
      <p className="lead">{words.sum(people, permitted)}</p>
      <Totals list={list} words={words} />
      <p className="quiet small">{words.small}</p>
      <p className="quiet small">{words.left(duplicates, list.unreadable)}</p>
      {list.rows.length === 0 ? null : (
        <form method="post" action={`/console/audience/${id}/file`} className="audience-save">
          <p>{words.until(instantText(locale, latest))}</p>
          <button className="button button-strong">{words.save}</button>
          <p className="quiet small">{words.saveNote}</p>
        </form>
      )}
      <p>
        <a href="/console/audience">{words.again}</a>
      </p>
    </ConsoleFrame>
  );
}
