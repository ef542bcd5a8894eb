import type { Locale } from '@/lib/catalogue/model';

const WORDS = new Intl.Segmenter('ja', { granularity: 'word' });
/** Shorter ones are never parted where lines end between phrases. */
const LONG = 3;

/** Japanese text whose lines end within no word: browsers part some, like 「お問い｜合わせ」. */
export function WholeWords({ text, locale }: { readonly text: string; readonly locale: Locale }) {
  if (locale !== 'ja') return text;
  return [...WORDS.segment(text)].map(({ segment, isWordLike, index }) =>
    isWordLike === true && segment.length >= LONG ? (
      <span key={index} className="whole">
        {segment}
      </span>
    ) : (
      segment
    ),
  );
}
