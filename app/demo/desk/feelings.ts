/** Guesses a feeling from single words, and says from which: the words are themselves data. */
import { generic, type Composed } from '../shop/slots/slot';
import { words, type Words } from '../shop/words';
import type { Enquiry } from './enquiries';

export interface Feeling {
  readonly guess: Words;
  readonly from: Words;
}

const SIGNS: readonly (Feeling & { readonly sign: RegExp })[] = [
  {
    sign: /今日中/,
    from: words('今日中に', 'by today'),
    guess: words('お急ぎのようです', 'Seems to be in a hurry'),
  },
  {
    sign: /困って/,
    from: words('困っています', 'I am stuck'),
    guess: words('お困りのようです', 'Seems to be in trouble'),
  },
  {
    sign: /また|まだ/,
    from: words('また・まだ', 'again, still'),
    guess: words('同じことが続いて、お困りのようです', 'Seems troubled that it happened again'),
  },
];

/** `mayRead`: this place may use what the person wrote. */
export function composeFeeling(mayRead: boolean, { text }: Enquiry): Composed<Feeling | undefined> {
  const found = !mayRead ? undefined : SIGNS.find(({ sign }) => sign.test(text.ja));
  if (found === undefined) return generic(undefined);
  const { guess, from } = found;
  return {
    content: { guess, from },
    personal: true,
    because: [
      {
        kind: 'guess',
        data: 'conversations',
        words: words(
          `「${from.ja}」という言葉から、${guess.ja.replace('ようです', 'ようだ')}と推測したため`,
          `“${from.en}” in your enquiry: ${guess.en.toLowerCase()}`,
        ),
      },
    ],
  };
}
