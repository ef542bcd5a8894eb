/** The first draft of a reply, and the foot that says what it was written with. */
import type { Locale } from '@/lib/catalogue/model';
import { findGood } from '../shop/goods';
import { words, type Words } from '../shop/words';
import { daysAgoText, saidIn, type Talk } from '../talks';
import type { Earlier } from './case';
import type { Enquiry } from './enquiries';
import { FOOT } from './words';

function opening({ good }: Enquiry): Words {
  const name = findGood(good)?.text;
  return words(
    `「${name?.ja.name ?? ''}」についてのお問い合わせ、ありがとうございます。`,
    `Thank you for writing about the ${name?.en.name.toLowerCase() ?? 'order'}.`,
  );
}

/** With history it goes on from what was said; without, it asks. */
function middle({ good }: Enquiry, earlier: Earlier | undefined): Words {
  const talk = earlier?.talks.find((one) => one.good === good);
  const said = talk && saidIn(talk);
  if (talk === undefined || said === undefined) {
    return words(
      'よろしければ、お使いの様子とご希望を、もう少し教えてください。',
      'Could you tell us a little more about how you use it and what you wish?',
    );
  }
  return words(
    `${daysAgoText(talk).ja}のご相談では「${said.answer.ja}」とお答えしました。その続きから調べます。`,
    `${daysAgoText(talk).en} we told you: “${said.answer.en}” We will go on from there.`,
  );
}

export function draftOf(enquiry: Enquiry, earlier: Earlier | undefined, locale: Locale): string {
  return `${opening(enquiry)[locale]}\n${middle(enquiry, earlier)[locale]}`;
}

function talkText(talk: Talk): Words {
  return words(
    `以前のやりとり（${daysAgoText(talk).ja}）`,
    `an earlier enquiry (${daysAgoText(talk).en})`,
  );
}

/** Everything the writer of the reply could see, by name. */
export function footOf(
  enquiry: Enquiry,
  earlier: Earlier | undefined,
  { origin, locale }: { readonly origin: string; readonly locale: Locale },
): string {
  const bought = (earlier?.purchases ?? []).map(({ good }) => findGood(good)?.text[locale].name);
  const used = [
    FOOT.enquiry[locale],
    FOOT.order(enquiry.order)[locale],
    ...(earlier?.talks ?? []).map((talk) => talkText(talk)[locale]),
    ...bought.flatMap((name) => name ?? []),
  ];
  const list = used.join(locale === 'ja' ? '・' : ', ');
  const colon = locale === 'ja' ? '：' : ': ';
  return [
    `${FOOT.used[locale]}${colon}${list}`,
    `${FOOT.why[locale]}${colon}${origin}/places/contact-reply`,
  ].join('\n');
}
