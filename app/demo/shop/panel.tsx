import type { Locale } from '@/lib/catalogue/model';
import { SETTINGS_FRAME } from '../frames';
import { dataUsed } from './slots/slot';
import type { Shown, Visit } from './visit';
import { WhyBox } from './why-box';
import { DATA_NAMES, REASON_SENTENCES, words, type Words } from './words';

const TEXT = {
  why: words('この表示の理由', 'Why am I seeing this?'),
  personal: words('あなたに合わせています', 'Fitted to you'),
  collective: words('みなさんの傾向をもとにしています', 'Based on what everyone does'),
  same: words('みんなと同じ表示です', 'The same for everyone'),
  used: words('使ったデータ', 'Data used'),
  unused: words('使っていないデータ', 'Data not used'),
  nothing: words('なし', 'None'),
  settings: words('この場所の設定を開く', 'Settings of this place'),
  once: words('今回はみんなと同じ表示で見る', 'Show me what everyone sees, this time'),
  back: words('ふだんの表示に戻す', 'Back to the usual'),
} as const;

function reasonOf(visit: Visit, { answer }: Shown<unknown>): keyof typeof REASON_SENTENCES {
  if (visit.once) return 'once';
  if (visit.customer === undefined) return 'nobody';
  if (answer === undefined) return 'error';
  return 'reason' in answer && answer.reason !== undefined ? answer.reason : 'untold';
}

function names(data: readonly string[], locale: Locale): string {
  const separator = locale === 'ja' ? '・' : ', ';
  if (data.length === 0) return TEXT.nothing[locale];
  return data.map((key) => DATA_NAMES[key]?.[locale] ?? key).join(separator);
}

/** What a place may use by the answer; undefined where there is none. */
function deniedOf({ answer }: Shown<unknown>): readonly string[] {
  if (answer === undefined || !('data' in answer) || answer.data === undefined) return [];
  return 'denied' in answer.data ? answer.data.denied : [];
}

function onceHref({ path, once }: Visit): string {
  if (once) return path;
  return `${path}${path.includes('?') ? '&' : '?'}once=same`;
}

function headline(shown: Shown<unknown>): keyof typeof TEXT {
  if (!shown.personal) return 'same';
  return shown.because.every(({ kind }) => kind === 'collective') ? 'collective' : 'personal';
}

interface PanelParts {
  readonly visit: Visit;
  readonly shown: Shown<unknown>;
  /** Where something is sent rather than shown. */
  readonly state?: Words;
}

/** The shop's own account of it: without scripts, and to whom it does not know. */
function Told({ visit, shown, state = TEXT[headline(shown)] }: PanelParts) {
  const { locale } = visit;
  const { place, because } = shown;
  const used = dataUsed(because);
  const denied = deniedOf(shown).filter((key) => !used.includes(key));
  return (
    <>
      <summary>
        <span>{TEXT.why[locale]}</span>
      </summary>
      <div className="why-body">
        <p className="why-state">{state[locale]}</p>
        <p>{REASON_SENTENCES[reasonOf(visit, shown)][locale]}</p>
        {because.length > 0 ? (
          <ul className="why-reasons">
            {because.map(({ words: said }) => (
              <li key={said.ja}>{said[locale]}</li>
            ))}
          </ul>
        ) : null}
        <dl>
          <dt>{TEXT.used[locale]}</dt>
          <dd>{names(used, locale)}</dd>
          {denied.length > 0 ? (
            <>
              <dt>{TEXT.unused[locale]}</dt>
              <dd>{names(denied, locale)}</dd>
            </>
          ) : null}
        </dl>
        <p className="why-links">
          <a href={`/places/${place}`} target={SETTINGS_FRAME}>
            {TEXT.settings[locale]}
          </a>
          {visit.customer === undefined ? null : (
            <a href={onceHref(visit)}>{TEXT[visit.once ? 'back' : 'once'][locale]}</a>
          )}
        </p>
      </div>
    </>
  );
}

/** The one thing of the consent centre inside the shop: the mark, and what stands behind it. */
export function Panel(parts: PanelParts) {
  const { visit, shown } = parts;
  const { place, personal } = shown;
  const { locale, once } = visit;
  if (visit.customer === undefined) {
    return (
      <details className="why" data-place={place} data-personal={personal}>
        <Told {...parts} />
      </details>
    );
  }
  const lead = once ? { usual: onceHref(visit) } : { once: onceHref(visit) };
  return (
    <WhyBox {...{ place, personal, locale, ...lead }} target={SETTINGS_FRAME}>
      {/* Somebody may open it before the scripts come. */}
      <details suppressHydrationWarning>
        <Told {...parts} />
      </details>
    </WhyBox>
  );
}
