import type { Locale } from '@/lib/catalogue/model';
import { Panel } from '../shop/panel';
import type { SkinLog } from '../shop/slots/skin-log';
import type { Shown, Visit } from '../shop/visit';
import { words } from '../shop/words';

const TEXT = {
  table: words('週ごとの記録', 'Readings by week'),
  day: words('日', 'Day'),
  moisture: words('うるおい', 'Moisture'),
  redness: words('赤み', 'Redness'),
  photo: words('写真', 'Photo'),
  taken: words('あり', 'Yes'),
  none: words('なし', 'No'),
  usual: (n: number) => words(`同じ年代の目安 ${String(n)}`, `Usual at this age ${String(n)}`),
  advice: words('お手入れ', 'Care'),
  ago: (days: number) =>
    days === 1
      ? words('きのう', 'Yesterday')
      : words(`${String(days)}日前`, `${String(days)} days ago`),
};
const WIDTH = 320;
const HEIGHT = 120;
const EDGE = { left: 8, right: 44, top: 12, bottom: 20 };
const LOWEST = 30;
const HIGHEST = 60;

function yOf(moisture: number): number {
  const share = (Math.min(HIGHEST, Math.max(LOWEST, moisture)) - LOWEST) / (HIGHEST - LOWEST);
  return HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.top - EDGE.bottom);
}

/** The table below says the same in figures: hidden from readers. */
function Chart({ log, locale }: { readonly log: SkinLog; readonly locale: Locale }) {
  const points = [...log.readings].reverse();
  const step = (WIDTH - EDGE.left - EDGE.right) / Math.max(1, points.length - 1);
  const xOf = (index: number): number => EDGE.left + index * step;
  const last = points.at(-1);
  const line = points.map(
    ({ moisture }, index) => `${String(xOf(index))},${yOf(moisture).toFixed(1)}`,
  );
  return (
    <svg
      className="skin-chart"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      aria-hidden="true"
    >
      {log.usual === null ? null : (
        <>
          <path
            className="skin-usual"
            d={`M${String(EDGE.left)} ${String(yOf(log.usual))}H${String(WIDTH - EDGE.right)}`}
          />
          <text className="skin-usual-text" x={EDGE.left} y={HEIGHT - 4}>
            – – {TEXT.usual(log.usual)[locale]}
          </text>
        </>
      )}
      <polyline className="skin-line" points={line.join(' ')} />
      {points.map(({ moisture, daysAgo }, index) => (
        <circle key={daysAgo} className="skin-dot" cx={xOf(index)} cy={yOf(moisture)} r="4" />
      ))}
      {last === undefined ? null : (
        <text className="skin-now" x={WIDTH - EDGE.right + 12} y={yOf(last.moisture) + 6}>
          {last.moisture}
        </text>
      )}
    </svg>
  );
}

function Readings({ log, locale }: { readonly log: SkinLog; readonly locale: Locale }) {
  return (
    <table className="skin-table">
      <caption>{TEXT.table[locale]}</caption>
      <thead>
        <tr>
          {(['day', 'moisture', 'redness', 'photo'] as const).map((key) => (
            <th key={key} scope="col">
              {TEXT[key][locale]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {log.readings.map(({ daysAgo, moisture, redness, photo }) => (
          <tr key={daysAgo}>
            <th scope="row">{TEXT.ago(daysAgo)[locale]}</th>
            <td>{moisture}</td>
            <td>{redness}</td>
            <td>{TEXT[photo ? 'taken' : 'none'][locale]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function SkinLogView({
  visit,
  shown,
}: {
  readonly visit: Visit;
  readonly shown: Shown<SkinLog>;
}) {
  const { locale } = visit;
  const log = shown.content;
  return (
    <section className="piece" aria-labelledby="app-skin-log">
      <h2 id="app-skin-log">{log.title[locale]}</h2>
      <p className="piece-text">{log.summary[locale]}</p>
      {log.readings.length === 0 ? null : (
        <>
          <Chart log={log} locale={locale} />
          <Readings log={log} locale={locale} />
        </>
      )}
      <h3>{TEXT.advice[locale]}</h3>
      <ul className="piece-lines">
        {log.advice.map(({ title, text }) => (
          <li key={title.ja} className="piece-line">
            <span className="piece-title">{title[locale]}</span>
            <span className="piece-note">{text[locale]}</span>
          </li>
        ))}
      </ul>
      <Panel visit={visit} shown={shown} />
    </section>
  );
}
