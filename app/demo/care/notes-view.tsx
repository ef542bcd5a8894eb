import { instantText } from '../../_ui/dates';
import type { Visit } from '../shop/visit';
import { words } from '../shop/words';
import { NOTE_MAX_LENGTH, notesOf } from './notes';

const TEXT = {
  title: words('自分のメモ', 'Your own notes'),
  lead: words(
    'あなただけが読むメモです。おすすめや分析には使いません。',
    'Only you read them. They are used for no tips and no analysis.',
  ),
  label: words('メモ', 'Note'),
  keep: words('メモを残す', 'Keep the note'),
  drop: words('このメモを消す', 'Delete this note'),
  about: { ja: (when: string) => `：${when}`, en: (when: string) => `: ${when}` },
} as const;

/** Beside the readings, and apart from what is permitted: it asks nothing, and tells nobody. */
export function NotesView({ visit }: { readonly visit: Visit }) {
  const { locale, customer } = visit;
  if (customer === undefined) return null;
  return (
    <section className="piece" id="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{TEXT.title[locale]}</h2>
      <p className="piece-text">{TEXT.lead[locale]}</p>
      <form method="post" action="/demo/care/note" className="notes-form" autoComplete="off">
        <label htmlFor="note">{TEXT.label[locale]}</label>
        <textarea id="note" name="text" rows={3} maxLength={NOTE_MAX_LENGTH} required />
        <button className="notes-button">{TEXT.keep[locale]}</button>
      </form>
      <ul className="piece-lines">
        {notesOf(customer.key).map(({ id, atMs, text }) => {
          const when = instantText(locale, atMs);
          return (
            <li key={id} className="piece-line">
              <span className="piece-note">{when}</span>
              <span className="notes-text">{text}</span>
              <form method="post" action="/demo/care/note">
                <button className="notes-button" name="drop" value={id}>
                  {TEXT.drop[locale]}
                  <span className="sr">{TEXT.about[locale](when)}</span>
                </button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
