/**
 * The pages of a pack that people read: open from the disk, print, need no server and no script.
 * They retell what the proved files hold; where they differ, the files are right.
 */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Locale } from '../../catalogue/model';
import type { EventBody } from '../../choice/model';
import type { Runtime } from '../../runtime/model';
import { WHOLE_LOG } from '../log-question';
import type { PackQuestion } from './build-pack';
import { linesIn } from './lines';
import { chunkName, type PackLine } from './pack-model';
import type { Staged } from './stage-lines';
import { summaryWords } from './summary-words';
import { actOf, actorOf, matterOf } from './words';

/** A page of more rows than this is read by nobody; the rest is in the files. */
const MOST_ROWS = 2_000;

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1d1f;--soft:#5c6166;--line:#d9dcdf;--ground:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eceef0;--soft:#a3a8ad;--line:#3b4045;--ground:#17191b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:58rem;padding:2.5rem 1.25rem 4rem;background:var(--ground);color:var(--ink);
font:16px/1.75 system-ui,"Hiragino Sans","Noto Sans JP",sans-serif}
h1{font-size:1.6rem;line-height:1.4;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2.5rem 0 .5rem}
p{margin:.25rem 0}.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1rem 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}
ul{padding-left:1.25rem}code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
@media(max-width:36rem){table,tbody,tr,td{display:block}thead{display:none}tr{padding:.6rem 0;border-bottom:1px solid var(--line)}td{border:0;padding:0}}
@media print{body{padding:0;font-size:11pt}h2{break-after:avoid}tr{break-inside:avoid}}
`;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One for a whole page: each takes tens of kilobytes outside the heap (measured: bench pack). */
function instantsIn(locale: Locale): (ms: number) => string {
  const format = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return (ms) => `${format.format(ms)} UTC`;
}

async function* linesOf(folder: string, { chunks }: Staged): AsyncGenerator<PackLine> {
  for (let chunk = 1; chunk <= chunks; chunk += 1) {
    const input = createReadStream(path.join(folder, chunkName(chunk)));
    for await (const texts of linesIn(input)) {
      for (const text of texts) yield JSON.parse(text) as PackLine;
    }
  }
}

async function rowsOf(
  runtime: Runtime,
  folder: string,
  locale: Locale,
  staged: Staged,
): Promise<string[]> {
  const rows: string[] = [];
  const instant = instantsIn(locale);
  for await (const { entry, body: json, log, index } of linesOf(folder, staged)) {
    if (rows.length === MOST_ROWS) break;
    const { k, t } = JSON.parse(entry) as { k: string; t: number };
    const body = json === undefined ? undefined : (JSON.parse(json) as EventBody);
    const named = body !== undefined && 'notice' in body ? body.notice.catalogueVersion : undefined;
    const compiled =
      (named === undefined ? undefined : await runtime.catalogues.find(named)) ??
      runtime.catalogues.current();
    const what = actOf(body?.type ?? k, locale);
    const matter = body === undefined ? '' : matterOf(compiled, body, locale);
    const who = body === undefined ? '' : actorOf(body.by, locale);
    const cells = [
      instant(body?.receivedAtMs ?? t * 1000),
      matter === '' ? what : `${what} – ${matter}`,
      who,
      `${log} / ${index}`,
    ];
    rows.push(`<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
  }
  return rows;
}

export async function summaryPage(
  runtime: Runtime,
  folder: string,
  locale: Locale,
  madeAtMs: number,
  asked: PackQuestion,
  staged: Staged,
): Promise<string> {
  const words = summaryWords[locale];
  const instant = instantsIn(locale);
  const rows = await rowsOf(runtime, folder, locale, staged);
  const period = staged.lines === 0 ? '–' : `${instant(staged.fromMs)} – ${instant(staged.toMs)}`;
  const facts: readonly (readonly [string, string])[] = [
    [words.ground, asked.ground],
    [words.question, asked.summary === WHOLE_LOG ? words.whole : asked.summary],
    [words.about, asked.question.subjects === undefined ? words.everybody : words.onePerson],
    [words.period, period],
    [words.count, String(staged.lines)],
    [words.madeAt, instant(madeAtMs)],
    [words.madeBy, runtime.env.origin],
  ];
  const left = staged.lines - rows.length;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}</title><style>${STYLE}</style></head><body>
<h1>${words.title}</h1><p class="soft">${words.lead}</p>
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<h2>${words.found}</h2>
${rows.length === 0 ? `<p>${words.nothing}</p>` : `<table><thead><tr><th>${words.when}</th><th>${words.what}</th><th>${words.who}</th><th>${words.place}</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`}
${left > 0 ? `<p class="soft">${escaped(words.more(left))}</p>` : ''}
<h2>${words.provedTitle}</h2><ul>${words.proved.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
<h2>${words.notProvedTitle}</h2><ul>${words.notProved.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
<h2>${words.howTitle}</h2><p>${words.how}</p><p><code>nattoku ledger verify pack.zip --policy policy.txt</code></p>
<p><code>node nattoku-verify.mjs verify pack.zip --policy policy.txt</code></p>
</body></html>
`;
}

export function howToVerify(origin: string): string {
  return `${summaryWords.ja.instructions(origin)}\n\n${summaryWords.en.instructions(origin)}\n`;
}
