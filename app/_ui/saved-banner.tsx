import { dayText, timeText } from './dates';
import { SavedSpread } from './history/saved-spread';
import { HiddenFields } from './hidden-fields';
import type { Page } from './page';

function namesOf(page: Page, keys: readonly string[]): string {
  const { compiled } = page.reading;
  return page.words.list(keys.map((key) => compiled.data.get(key)?.text[page.locale].name ?? key));
}

function Undo({ page, eventIds }: { readonly page: Page; readonly eventIds: readonly string[] }) {
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={{ events: eventIds.join(' ') }} />
      <button className="plain-button" name="act" value="undo">
        {page.words.saved.undo}
      </button>
    </form>
  );
}

/** Every choice yields one; the page of the first leads to the others. */
function ReceiptLink({ page, eventIds }: { page: Page; eventIds: readonly string[] }) {
  const [first] = eventIds;
  if (first === undefined) return null;
  const { receipt } = page.words;
  return (
    <a className="plain-button inline-flex items-center" href={`/history/${first}/receipt`}>
      {eventIds.length === 1 ? receipt.link : receipt.linkAll(eventIds.length)}
    </a>
  );
}

/** Said by a note where nothing had to change because of what it names. */
function headline({ flash, words, locale }: Page): string {
  if (flash === undefined) return '';
  if (flash.eventIds.length > 0) return words.saved.at(timeText(locale, flash.atMs));
  return flash.note === undefined ? words.saved.unchanged : '';
}

function Saved({ page }: { readonly page: Page }) {
  const { flash, words, locale } = page;
  if (flash === undefined) return null;
  const { saved } = words;
  return (
    <div className="banner saved" data-key={flash.eventIds.join(' ') || flash.atMs}>
      <p>
        <strong title={dayText(locale, flash.atMs)}>{headline(page)}</strong>{' '}
        {flash.note === undefined ? null : words.limits.notes[flash.note]}{' '}
        {flash.refused.length > 0 ? saved.leftOut(namesOf(page, flash.refused)) : null}{' '}
        {flash.sensitive.length > 0 ? saved.sensitiveLeftOut(namesOf(page, flash.sensitive)) : null}
      </p>
      {flash.undoable && flash.eventIds.length > 0 ? (
        <Undo page={page} eventIds={flash.eventIds} />
      ) : null}
      <ReceiptLink page={page} eventIds={flash.eventIds} />
      <SavedSpread page={page} eventIds={flash.eventIds} />
    </div>
  );
}

/** Where one field is at fault, the way to it. */
function Fault({ page }: { readonly page: Page }) {
  const { typed, words } = page;
  if (typed === undefined) return null;
  const { act } = typed.fields;
  return (
    <div className="banner problem" data-key={JSON.stringify(typed)}>
      <p>
        <a href={`#${act ?? ''}-${typed.field}`}>
          {words.limits.faults[typed.field] ?? words.saved.reasons.other}
        </a>
      </p>
    </div>
  );
}

function Problem({ page }: { readonly page: Page }) {
  if (page.typed !== undefined) return <Fault page={page} />;
  const reasons: Readonly<Record<string, string>> = page.words.saved.reasons;
  if (page.problem === undefined) return null;
  return (
    <div className="banner problem">
      <p>{reasons[page.problem] ?? page.words.saved.reasons.other}</p>
    </div>
  );
}

/** Two live regions that are always there: what was saved, and what was not. */
export function SavedBanner({ page }: { readonly page: Page }) {
  return (
    <div className="live">
      <div role="status">
        <Saved page={page} />
      </div>
      <div role="alert">
        <Problem page={page} />
      </div>
    </div>
  );
}
