/** What was said in earlier enquiries, by the good they were about: the contact centre's own records. */
import type { History } from './shop/history';
import type { Because } from './shop/slots/slot';
import { words, type Words } from './shop/words';

export type Talk = History['conversations'][number];
interface Said {
  readonly question: Words;
  readonly answer: Words;
}

const SAID: Readonly<Record<string, Said>> = {
  yunomi: {
    question: words(
      '湯のみの色に、むらがあります。使っても大丈夫ですか。',
      'The glaze of my cups is uneven. Are they safe to use?',
    ),
    answer: words(
      '窯の中で出る色です。安心してお使いください。',
      'The kiln makes that colour. They are safe.',
    ),
  },
  stove: {
    question: words('バーナーに、火がつきません。', 'My stove does not light.'),
    answer: words(
      '点火の部品をお送りして、直りました。',
      'We sent a new igniter, and it worked again.',
    ),
  },
  dripper: {
    question: words(
      'どの大きさの紙フィルターを買えばよいですか。',
      'Which size of paper filter do I need?',
    ),
    answer: words('2番の大きさをお使いください。', 'Size 2 fits.'),
  },
  mug: {
    question: words('マグの底が、ざらざらしています。', 'The foot of my mug is rough.'),
    answer: words('細かい紙やすりで、なめらかになります。', 'Fine sandpaper makes it smooth.'),
  },
  kettle: {
    question: words('やかんの注ぎ口が、詰まります。', 'The spout of my kettle gets blocked.'),
    answer: words(
      'お酢を入れた湯で、30分おいてください。',
      'Leave hot water with vinegar in it for 30 minutes.',
    ),
  },
  herbs: {
    question: words('ハーブの水やりは、毎日ですか。', 'Do I water the herbs every day?'),
    answer: words('土が乾いてから、朝にあげてください。', 'In the morning, once the soil is dry.'),
  },
};

/** Undefined where only the subject was kept, not the words. */
export function saidIn({ good }: Talk): Said | undefined {
  return SAID[good];
}

export function spoken({ about }: Talk): Because {
  return {
    kind: 'data',
    data: 'conversations',
    words: words(
      `以前の「${about.ja}」のお問い合わせを読んだため`,
      `Your earlier enquiry ${about.en} was read`,
    ),
  };
}

export function daysAgoText({ daysAgo }: { readonly daysAgo: number }): Words {
  if (daysAgo === 0) return words('きょう', 'today');
  return words(
    `${String(daysAgo)}日前`,
    daysAgo === 1 ? '1 day ago' : `${String(daysAgo)} days ago`,
  );
}
