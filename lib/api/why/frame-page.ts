/** The frame's page as text: the component's own view and style, complete without a script. */
import { createHash } from 'node:crypto';
import type { WhyAnswer, WhyLocale } from '../../../sdk/src/why-contract';
import { piece, type Inside, type Piece } from '../../../sdk/src/why/piece';
import { WHY_STYLE } from '../../../sdk/src/why/style';
import { whyView, type WhySetting } from '../../../sdk/src/why/view';
import { timeWords, whyWords } from '../../../sdk/src/why/words';

const ESCAPED: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};
const VOID = ['input', 'br', 'meta'];
const STYLE = `:root{color-scheme:light dark}${WHY_STYLE}`;
const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64');

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
}

function markup(one: Inside): string {
  if (typeof one === 'string') return escaped(one);
  const attributes = Object.entries(one.attributes).map(
    ([name, value]) => ` ${name}="${escaped(value)}"`,
  );
  const start = `<${one.tag}${attributes.join('')}>`;
  return VOID.includes(one.tag) ? start : `${start}${one.inside.map(markup).join('')}</${one.tag}>`;
}

/** Nothing but this style; framed by this origin alone, and by none in doubt. */
export function framePolicy(origin: string | undefined): string {
  return [
    ...["default-src 'none'", `style-src 'sha256-${STYLE_DIGEST}'`, "form-action 'self'"],
    ...["base-uri 'none'", `frame-ancestors ${origin ?? "'none'"}`],
  ].join('; ');
}

function page(locale: WhyLocale, title: string, body: readonly Piece[]): string {
  // The paper is the body’s: it reaches to the frame’s end, whatever its height.
  const shown = markup(piece('body', { class: 'frame' }, piece('main', {}, body)));
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style>`,
  ];
  return `<!doctype html><html lang="${locale}"><head>${head.join('')}</head>${shown}</html>`;
}

export interface FrameView {
  readonly setting: WhySetting;
  readonly why: WhyAnswer;
  readonly savedAt?: string;
  /** What was asked for was not done. */
  readonly failed?: true;
}

export function framePage({ setting, why, savedAt, failed }: FrameView): string {
  const { locale } = setting;
  const words = whyWords(locale);
  const told = savedAt === undefined ? [] : [words.saved(timeWords(locale, savedAt))];
  const body = [
    piece('h1', {}, why.name),
    ...told.map((text) => piece('p', { class: 'told', role: 'status' }, text)),
    ...(failed ? [piece('p', { class: 'alert', role: 'alert' }, words.failed)] : []),
    piece('div', { class: 'body' }, whyView(setting, why)),
  ];
  return page(locale, words.why + words.about(why.name), body);
}

/** Nothing is read here: the token is not good any more, or never was; or the place is gone. */
export function closedPage(
  locale: WhyLocale,
  why: 'over' | 'unread',
  /** Of the place's own page, where nothing is selected. */
  href?: string,
): string {
  const words = whyWords(locale);
  const to = { href, target: '_blank', rel: 'noopener', part: 'link' };
  const link = piece('p', {}, piece('a', to, words.settings + words.newTab));
  return page(locale, words.why, [
    piece('h1', {}, words.why),
    piece('p', { role: 'alert' }, words[why]),
    ...(href === undefined ? [] : [link]),
  ]);
}
