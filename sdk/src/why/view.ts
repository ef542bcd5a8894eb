/**
 * What stands behind この表示の理由, as data: one markup for the component and for the frame's page.
 * Buttons are those of plain forms. INVARIANT: each of them refuses; what allows is a link to the
 * person's own pages.
 */
import type { WhyAnswer, WhyLocale, WhyOffer, WhyReason } from '../why-contract';
import { piece, type Inside, type Piece } from './piece';
import { instantWords, whyWords } from './words';
import type { WhyWords } from './words-ja';

export interface WhySetting {
  readonly locale: WhyLocale;
  /** Origin of the consent centre. */
  readonly centre: string;
  /** Where the link to the place's own page opens: a new tab unless a frame of that name is there. */
  readonly target: string;
  /** Hidden fields of every form; none where a script sends it. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where everybody's page is; absent: the page itself listens. */
  readonly once?: string | undefined;
  /** Where the usual page is: that everybody's is shown now. */
  readonly usual?: string | undefined;
}
interface Sight extends WhySetting {
  readonly words: WhyWords;
}

function hidden(fields: Readonly<Record<string, string>>): readonly Piece[] {
  return Object.entries(fields).map(([name, value]) =>
    piece('input', { type: 'hidden', name, value }),
  );
}

function button(
  sight: Sight,
  { act, ...rest }: Readonly<Record<string, string>> & { readonly act: string },
  label: string | readonly Inside[],
  about?: string,
): Piece {
  const attributes = { name: 'act', value: act, part: 'button', class: 'button' };
  return piece('form', { method: 'post', action: '/embed/why' }, [
    ...hidden({ ...sight.fields, ...rest }),
    piece('button', { ...attributes, 'aria-describedby': about }, label),
  ]);
}

function row(name: string, ...inside: readonly Inside[]): readonly Piece[] {
  return [piece('dt', {}, name), piece('dd', {}, inside)];
}

/** What stands in brackets at the end goes to the next line whole, where it does not fit. */
function inParts(text: string): readonly Inside[] {
  const [first = '', ...rest] = text.split(/(?=（)|(?<= )(?=\()/);
  return [first, ...rest.map((part) => piece('span', { class: 'whole' }, part))];
}

function stateOf({ words, locale }: Sight, { status, since }: WhyAnswer): Piece | null {
  if (status === null) return null;
  const state = words.status[status];
  const text = since === null ? words.now(state) : words.since(state, instantWords(locale, since));
  return piece('p', { class: 'state', part: 'state' }, inParts(text));
}

function dataOf({ words }: Sight, { data }: WhyAnswer): readonly Piece[] {
  const names = (no: boolean) =>
    words.list(
      data.filter(({ permitted }) => (permitted === false) === no).map(({ name }) => name),
    );
  const [used, denied] = [names(false), names(true)];
  if (data.length === 0) return row(words.used, words.noData);
  return [
    ...(used === '' ? [] : row(words.used, used)),
    ...(denied === '' ? [] : row(words.denied, denied)),
  ];
}

function reasonsOf({ words, locale }: Sight, { shown }: WhyAnswer): readonly Piece[] {
  if (shown === null) return row(words.because, words.becauseNone);
  const items = shown.because.map(({ words: said, lang }) =>
    piece('li', { lang: lang ?? undefined }, said),
  );
  const when = piece('small', {}, words.last(instantWords(locale, shown.at)));
  return row(words.because, piece('ul', {}, items), when);
}

function facts(sight: Sight, answer: WhyAnswer): Piece {
  const names = sight.words.list(answer.purposes.map(({ name }) => name));
  return piece('dl', { part: 'facts' }, [
    ...reasonsOf(sight, answer),
    ...dataOf(sight, answer),
    ...row(sight.words.purposes, names),
  ]);
}

function moreOf({ words }: Sight, answer: WhyAnswer): Piece {
  const { purposes, technique, controller, recipients } = answer;
  const summaries = purposes.map(({ name, summary }) =>
    piece('li', {}, piece('strong', {}, name), summary),
  );
  return piece('details', { part: 'more' }, [
    piece('summary', {}, words.more),
    piece('ul', {}, summaries),
    piece('dl', {}, [
      ...row(words.technique, technique),
      ...row(words.controller, controller),
      ...row(words.recipients, words.list(recipients)),
    ]),
  ]);
}

/** Whether anything happens here that could stop. */
function isRunning({ status }: WhyAnswer): boolean {
  return status === 'tailored' || status === 'partly' || status === 'permitted_unused';
}

function offerOf(sight: Sight, answer: WhyAnswer, offer: WhyOffer, at: number): readonly Piece[] {
  const { words } = sight;
  const id = `effect-${String(at)}`;
  const effect = (text: string) => piece('small', { id, class: 'effect' }, text);
  switch (offer.act) {
    case 'stop-here':
      return isRunning(answer)
        ? [button(sight, offer, words.stopHere, id), effect(words.stopHereEffect)]
        : [button(sight, offer, words.stopHere)];
    case 'stop-purpose': {
      const { act, purpose, name } = offer;
      return [button(sight, { act, purpose }, words.stopPurpose(name))];
    }
    case 'bought':
      return [button(sight, offer, words.bought, id), effect(words.boughtEffect)];
    case 'too-many': {
      const { act, channel } = offer;
      const text = channel === undefined ? words.tooManyVariety : words.tooManyContact(channel);
      return [button(sight, { act }, words.tooMany, id), effect(text)];
    }
  }
}

function knownFrom(sight: Sight, reason: WhyReason): Piece {
  const { words, locale } = sight;
  const { words: said, lang, kind, data, guess, saidWrongAt } = reason;
  const source = data === null ? words.noSource : data.name + words.source(data.source);
  const rests = kind === 'collective' ? words.collective : words.rests + words.about(source);
  const answered = saidWrongAt === undefined ? null : words.said(instantWords(locale, saidWrongAt));
  const open = guess !== undefined && answered === null;
  const label = [words.wrong, piece('span', { class: 'sr' }, words.about(said))];
  return piece(
    'li',
    {},
    piece('span', { lang: lang ?? undefined }, said),
    piece('small', {}, inParts(rests)),
    answered === null ? null : piece('strong', {}, inParts(answered)),
    open ? button(sight, { act: 'wrong', guess }, label, 'wrong-effect') : null,
  );
}

/** 「なぜ知っているの？」: where each reason comes from, and an answer to it. */
function howOf(sight: Sight, { shown }: WhyAnswer): Piece | null {
  const { words } = sight;
  if (shown === null || shown.because.length === 0) return null;
  const effect = piece('small', { id: 'wrong-effect' }, words.wrongEffect);
  const own = shown.because.some(({ guess }) => guess !== undefined);
  return piece('details', { part: 'how' }, [
    piece('summary', {}, words.how),
    piece(
      'ul',
      {},
      shown.because.map((reason) => knownFrom(sight, reason)),
    ),
    ...(own ? [effect] : []),
  ]);
}

function onceOf({ words, once, usual, fields }: Sight): Piece | null {
  const attributes = { part: 'button', class: 'button', 'data-once': '' };
  const top = 'token' in fields ? { target: '_top' } : {};
  if (usual !== undefined) return piece('a', { ...attributes, ...top, href: usual }, words.usual);
  if (once !== undefined) return piece('a', { ...attributes, ...top, href: once }, words.once);
  // Without a page to lead to, a script of the page's own must listen: a frame has none.
  return 'token' in fields ? null : piece('button', { ...attributes, type: 'button' }, words.once);
}

function firstParty({ words, centre, target }: Sight, answer: WhyAnswer): Piece {
  const tab = target === '_blank';
  const href = `${centre}${answer.path}${tab ? '?from=why' : ''}`;
  const attributes = { href, target, rel: tab ? 'noopener' : undefined, part: 'link' };
  const label = isRunning(answer) ? words.settings : words.useHere;
  return piece('p', {}, piece('a', attributes, tab ? label + words.newTab : label));
}

export function whyView(setting: WhySetting, answer: WhyAnswer): readonly Piece[] {
  const sight = { ...setting, words: whyWords(setting.locale) };
  const { words } = sight;
  const once = onceOf(sight);
  const offers = answer.offers.map((offer, at) =>
    piece('li', {}, offerOf(sight, answer, offer, at)),
  );
  const all = once === null ? offers : [...offers, piece('li', {}, once)];
  const how = howOf(sight, answer);
  return [
    stateOf(sight, answer),
    facts(sight, answer),
    piece('ul', { class: 'acts', part: 'acts' }, all),
    how,
    moreOf(sight, answer),
    firstParty(sight, answer),
    piece('p', {}, piece('small', {}, words.onlyStop)),
  ].filter((one) => one !== null);
}
