/** The shop's own face in a mail: styles stand on the elements, as mail programs drop all others. */
const MINCHO = "'Hiragino Mincho ProN','Yu Mincho','Noto Serif CJK JP',serif";
const STYLES = {
  ground: 'margin:0;background:#f4f6f0;color:#21352b;font:16px/1.75 sans-serif',
  sheet: 'max-width:36rem;margin:0 auto;background:#ffffff',
  head: `padding:0.875rem 1.5rem;background:#24483a;color:#f6f3e6;font:600 1.25rem/1.4 ${MINCHO}`,
  body: 'padding:1.5rem 1.5rem 0.5rem',
  title: `margin:0 0 1rem;font:600 1.375rem/1.5 ${MINCHO}`,
  goods: 'margin:1.25rem 0;padding:0;list-style:none;border-top:1px solid #dbe2d8',
  good: 'padding:0.75rem 0;border-bottom:1px solid #dbe2d8',
  link: 'color:#b3411d',
  foot: 'padding:1rem 1.5rem 1.5rem;border-top:3px solid #dbe2d8;color:#56665b;font-size:14px',
} as const;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export interface Page {
  readonly locale: string;
  readonly brand: string;
  readonly title: string;
  readonly greeting: string;
  readonly text: string;
  readonly goods: readonly {
    readonly name: string;
    readonly price: string;
    readonly url: string;
  }[];
  /** Why it says what it says, and how to stop it: a link with its words. */
  readonly notes: readonly { readonly name: string; readonly url: string; readonly text: string }[];
  readonly from: string;
}

function anchor(url: string, text: string): string {
  return `<a style="${STYLES.link}" href="${escaped(url)}">${escaped(text)}</a>`;
}

function goodsOf({ goods }: Page): string {
  if (goods.length === 0) return '';
  const rows = goods.map(
    ({ name, price, url }) =>
      `<li style="${STYLES.good}">${anchor(url, name)} &nbsp;${escaped(price)}</li>`,
  );
  return `<ul style="${STYLES.goods}">${rows.join('')}</ul>`;
}

export function laidOut(page: Page): string {
  const notes = page.notes.map(
    ({ name, url, text }) => `<p>${anchor(url, name)}<br>${escaped(text)}</p>`,
  );
  const title = escaped(page.title);
  return [
    `<!doctype html>\n<html lang="${page.locale}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${title}</title></head>`,
    `<body style="${STYLES.ground}"><div style="${STYLES.sheet}">`,
    `<div style="${STYLES.head}">${escaped(page.brand)}</div>`,
    `<div style="${STYLES.body}"><h1 style="${STYLES.title}">${title}</h1>`,
    `<p>${escaped(page.greeting)}</p><p>${escaped(page.text)}</p>${goodsOf(page)}</div>`,
    `<div style="${STYLES.foot}">${notes.join('')}<p>${escaped(page.from)}</p></div>`,
    '</div></body></html>\n',
  ].join('\n');
}
