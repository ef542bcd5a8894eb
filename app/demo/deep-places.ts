/**
 * Where the places of tablet, desk, help and training are seen for one person: the forms that lead
 * there, then the page. On it stands an element with `data-place` and `data-personal`.
 */
import type { Persona } from './personas';
import { ENQUIRIES } from './desk/enquiries';
import { areNear } from './shop/goods';
import { historyOf } from './shop/history';

export interface Seen {
  readonly path: string;
  /** Posted before, in order, from the same browser. */
  readonly forms?: readonly (readonly [action: string, fields: Readonly<Record<string, string>>])[];
}

function enquiryOf({ key }: Persona): string {
  return ENQUIRIES.find(({ customer }) => customer === key)?.number ?? '';
}

/** Somebody else's enquiry, to which a question of this person is like. */
function nearTo({ key }: Persona): string {
  const talks = historyOf(key).conversations;
  const near = ENQUIRIES.find(
    ({ customer, good }) => customer !== key && talks.some((talk) => areNear(good, talk.good)),
  );
  return near?.number ?? '';
}

function asked(topic: string): Seen {
  return { path: '/demo/assistant', forms: [['/demo/assistant/ask', { topic }]] };
}

export const DEEP_PLACES = {
  'store-tablet': ({ identifiers }: Persona): Seen => ({
    path: '/demo/store',
    forms: [['/demo/store/card', { card: identifiers.store }]],
  }),
  'order-enquiry': (persona: Persona): Seen => ({ path: `/demo/desk/${enquiryOf(persona)}` }),
  'contact-reply': (persona: Persona): Seen => ({
    path: `/demo/desk/${enquiryOf(persona)}?read=1`,
  }),
  'emotion-reading': (persona: Persona): Seen => ({ path: `/demo/desk/${enquiryOf(persona)}` }),
  'contact-similar': (persona: Persona): Seen => ({ path: `/demo/desk/${nearTo(persona)}` }),
  'ai-assistant': (): Seen => asked('continue'),
  'ai-tech-support': (): Seen => asked('letters'),
  'model-training': (): Seen => ({
    path: '/demo/training',
    forms: [['/demo/training/start', {}]],
  }),
} as const;
