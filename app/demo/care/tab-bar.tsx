import type { Locale } from '@/lib/catalogue/model';
import { words } from '../shop/words';
import { SCREENS, type Screen } from './screens';

const LABEL = words('アプリの画面', 'Screens of the app');

/** Drawn beside their names, with lines alone. */
const DRAWN: Readonly<Record<Screen, string>> = {
  skin: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11zM9 14a3 3 0 0 0 3 3',
  dna: 'M7 3c0 9 10 9 10 18M17 3c0 9-10 9-10 18M8.5 6h7M8.5 18h7',
  weather:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  brands: 'M4 4h8l9 9-8 8-9-9zM8.5 7.5v1',
  advice: 'M4 5h16v11H11l-4 4v-4H4zM8 9h8M8 12h5',
  cards: 'M3 6h18v12H3zM3 10h18M6 15h4',
};

/** At the foot of the app, as apps have it. */
export function TabBar({ locale, current }: { readonly locale: Locale; readonly current: Screen }) {
  return (
    <nav className="care-tabs" aria-label={LABEL[locale]}>
      {(Object.keys(SCREENS) as Screen[]).map((screen) => (
        <a
          key={screen}
          href={`/demo/care/${screen}`}
          aria-current={screen === current ? 'page' : undefined}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={DRAWN[screen]} />
          </svg>
          {SCREENS[screen].tab[locale]}
        </a>
      ))}
    </nav>
  );
}
