import type { Locale } from '@/lib/catalogue/model';
import type { Typed } from '../../_ui/typed';
import { PERSONAS } from '../personas';
import { GOODS } from '../shop/goods';
import { words } from '../shop/words';
import { SUBJECT_MAX_LENGTH, TEXT_MAX_LENGTH, type Told } from './written';
import { DESK } from './words';

const TEXT = {
  title: words('電話のお問い合わせを書く', 'Write down a call'),
  lead: words(
    '書くと、この一覧に入ります。書いたことは、デモを止めると消えます。',
    'It joins this list. What you write is gone when the demo stops.',
  ),
  good: words('ご注文の品', 'What was ordered'),
  text: words('お話の内容', 'What was said'),
  take: words('一覧に加える', 'Add it to the list'),
} as const;
const PROBLEMS = {
  empty: words('件名と内容を書いてください。', 'Please write a subject and what was said.'),
  'no-order': words(
    'この方のご注文に、その品は見つかりません。',
    'This person has not ordered that.',
  ),
} as const;

interface Props {
  readonly locale: Locale;
  readonly said: string;
  /** What stood in it when it could not be taken. */
  readonly typed: Typed | undefined;
}

/** One call, taken down by staff. */
export function WriteForm({ locale, said, typed }: Props) {
  const problem = Object.entries(PROBLEMS).find(([key]) => key === said)?.[1];
  const field = (name: keyof Told) => ({
    ...{ id: name, name, defaultValue: typed?.fields[name] },
    ...(typed?.field === name && { 'aria-invalid': true, 'aria-describedby': 'write-problem' }),
  });
  return (
    <details className="desk-write" id="write" open={problem !== undefined}>
      <summary>{TEXT.title[locale]}</summary>
      <p className="desk-quiet">{TEXT.lead[locale]}</p>
      {problem === undefined ? null : (
        <p className="desk-said" role="alert" id="write-problem">
          <a href={`#${typed?.field ?? 'write'}`}>{problem[locale]}</a>
        </p>
      )}
      <form method="post" action="/demo/desk/write" className="reply" autoComplete="off">
        <label htmlFor="customer">{DESK.from[locale]}</label>
        <select {...field('customer')}>
          {PERSONAS.map(({ key, name }) => (
            <option key={key} value={key}>
              {name[locale]}
            </option>
          ))}
        </select>
        <label htmlFor="good">{TEXT.good[locale]}</label>
        <select {...field('good')}>
          {GOODS.map(({ key, text }) => (
            <option key={key} value={key}>
              {text[locale].name}
            </option>
          ))}
        </select>
        <label htmlFor="subject">{DESK.subject[locale]}</label>
        <input {...field('subject')} maxLength={SUBJECT_MAX_LENGTH} required />
        <label htmlFor="text">{TEXT.text[locale]}</label>
        <textarea {...field('text')} rows={4} maxLength={TEXT_MAX_LENGTH} required />
        <button className="desk-button">{TEXT.take[locale]}</button>
      </form>
    </details>
  );
}
