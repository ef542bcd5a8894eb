import type { Locale } from '@/lib/catalogue/model';

const WORDS = new Intl.Segmenter('ja', { granularity: 'word' });
/** Shorter ones are never parted where lines end between phrases. */
const LONG = 3;
const WHOLE = /(\(?(?:\d+ [a-z]+|[A-Za-z]+-[a-z]+))/;

function inParts(text: string, locale: Locale): readonly (readonly [string, whole: boolean])[] {
  if (locale !== 'ja') return text.split(WHOLE).map((part, index) => [part, index % 2 === 1]);
  return [...WORDS.segment(text)].map(({ segment, isWordLike }) => [
    segment,
    isWordLike === true && segment.length >= LONG,
  ]);
}

/**
 * Text whose lines end within no Japanese word, as browsers part 「お問い｜合わせ」, and not between a
 * number and what it counts, nor at a hyphen.
 */
export function WholeWords({ text, locale }: { readonly text: string; readonly locale: Locale }) {
  return inParts(text, locale).map(([part, whole], index) =>
    whole ? (
      <span key={index} className="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
