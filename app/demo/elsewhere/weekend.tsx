import type { Locale } from '@/lib/catalogue/model';
import { words } from '../shop/words';

const SUN = 'M32 14a12 12 0 1 0 0 24 12 12 0 0 0 0-24z';
const CLOUD = 'M20 48a9 9 0 0 1 1-18 13 13 0 0 1 25 3 8 8 0 0 1 0 15z';
const DAYS = [
  { day: words('土曜', 'Saturday'), sky: words('晴れ', 'Clear'), high: 15, low: 6, drawn: [SUN] },
  { day: words('日曜', 'Sunday'), sky: words('晴れ', 'Clear'), high: 17, low: 7, drawn: [SUN] },
  {
    day: words('日曜の夕方', 'Sunday evening'),
    sky: words('くもり', 'Cloudy'),
    high: 12,
    low: 9,
    drawn: [SUN, CLOUD],
  },
] as const;

/** What the article is about. */
export function Weekend({ locale }: { readonly locale: Locale }) {
  return (
    <ul className="weekend">
      {DAYS.map(({ day, sky, high, low, drawn }) => (
        <li key={day.ja}>
          <span>{day[locale]}</span>
          <svg viewBox="0 0 64 56" aria-hidden="true" focusable="false">
            {drawn.map((path) => (
              <path key={path} d={path} className={path === SUN ? 'sun' : 'cloud'} />
            ))}
          </svg>
          <strong>{sky[locale]}</strong>
          <span className="degrees">{`${String(high)}° / ${String(low)}°`}</span>
        </li>
      ))}
    </ul>
  );
}
