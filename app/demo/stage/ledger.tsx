import { dayClockText } from './clock-text';
import type { LineView } from './happened';
import { STAGE_WORDS, type StageLocale } from './words';

/** The commitments are the line: everything else in it is its time and its kind. */
function Entry({ entry, locale }: { readonly entry: string; readonly locale: StageLocale }) {
  const { sealed } = STAGE_WORDS[locale];
  const parts = [...entry.matchAll(/"([bpd])":"([^"]+)"/g)];
  return (
    <dl className="seals">
      {parts.map(([, key, value]) => (
        <div key={key}>
          <dt>{key === 'b' || key === 'p' || key === 'd' ? sealed[key] : key}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function LedgerLines({
  lines,
  locale,
  freshAfter,
}: {
  readonly lines: readonly LineView[];
  readonly locale: StageLocale;
  /** Lines above this one came while somebody watched. */
  readonly freshAfter: number;
}) {
  const words = STAGE_WORDS[locale];
  const kinds: Readonly<Record<string, string>> = words.kinds;
  return (
    <ol className="leaves" reversed>
      {lines.map(({ seq, atMs, kind, entry }) => (
        <li key={seq} className={seq > freshAfter ? 'leaf leaf-fresh' : 'leaf'}>
          <p className="leaf-head">
            <strong>{words.line(String(seq))}</strong>
            <span>{kinds[kind] ?? kind}</span>
            <time dateTime={new Date(atMs).toISOString()}>{dayClockText(locale, atMs)}</time>
            {seq > freshAfter ? <em>{words.fresh}</em> : null}
          </p>
          <Entry entry={entry} locale={locale} />
        </li>
      ))}
    </ol>
  );
}
