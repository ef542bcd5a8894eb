/** What was checked, step by step, as a line with its stations. */
import { RECEIPT_STEPS, type ReceiptStep } from '@/lib/evidence/receipt-verify';
import { instantText } from '../dates';
import { escapeHtml, fill } from './escape';
import type { VerifySetup } from './markup';
import type { Mark, ReceiptSays, ReceiptSummary } from './summary';

type Checked = Extract<ReceiptSummary, { kind: 'checked' }>;

const SIGNS: Readonly<Record<Mark, string>> = {
  ok: '✓',
  failed: '✗',
  absent: '–',
  skipped: '·',
  told: '…',
};

function verdict(kind: 'ok' | 'bad', title: string, text: string): string {
  return `<div class="verdict" id="verdict" tabindex="-1" data-verdict="${kind}">
<h2><span class="verdict-sign" aria-hidden="true">${kind === 'ok' ? '✓' : '✗'}</span> ${escapeHtml(title)}</h2>
<p>${escapeHtml(text)}</p>
</div>`;
}

function told(step: ReceiptStep, mark: Mark, { words }: VerifySetup): string {
  if (mark === 'skipped') return '';
  if (mark === 'failed') return words.failed[step];
  if (mark === 'absent')
    return Object.entries(words.absent).find(([key]) => key === step)?.[1] ?? '';
  return words.step[step][1] ?? '';
}

function extra(step: ReceiptStep, checked: Checked, { words }: VerifySetup): string {
  if (step !== 'policy' || checked.marks.policy !== 'ok') return '';
  const { witnesses } = checked;
  return witnesses.length === 0
    ? words.noWitness
    : fill(words.witnesses, { names: witnesses.join(', ') });
}

function stepItem(step: ReceiptStep, checked: Checked, setup: VerifySetup): string {
  const { words } = setup;
  const mark = checked.marks[step];
  const text = [told(step, mark, setup), extra(step, checked, setup)]
    .filter((each) => each !== '')
    .map((each) => `<p>${escapeHtml(each)}</p>`)
    .join('');
  return `<li data-mark="${mark}"><span class="step-sign" aria-hidden="true">${SIGNS[mark]}</span>
<div><p class="step-name">${escapeHtml(words.step[step][0] ?? '')} <span class="step-state">${escapeHtml(words.marks[mark])}</span></p>${text}</div></li>`;
}

function row(name: string, text: string): string {
  return text === '' ? '' : `<div><dt>${escapeHtml(name)}</dt><dd>${text}</dd></div>`;
}

function says(receipt: ReceiptSays, { words, locale }: VerifySetup): string {
  const named = (names: readonly string[] | 'all') =>
    escapeHtml(names === 'all' ? words.everything : names.join(locale === 'ja' ? '・' : ', '));
  const groups = receipt.root.match(/.{1,4}/g) ?? [];
  const place = fill(words.placeOf, {
    log: receipt.log,
    size: receipt.size,
    index: receipt.number,
  });
  const root = groups.map((group) => `<span>${escapeHtml(group)} </span>`).join('');
  return `<section aria-labelledby="says"><h2 id="says">${escapeHtml(words.says)}</h2><dl class="facts">
${row(words.what, escapeHtml(words.types[receipt.type] ?? words.types['other'] ?? ''))}
${row(words.when, escapeHtml(instantText(locale, receipt.atMs)))}
${row(words.purposes, named(receipt.purposes))}
${row(words.channels, named(receipt.channels))}
${row(words.data, named(receipt.data))}
${row(words.place, escapeHtml(place))}
${row(words.root, `<code class="fingerprint" translate="no">${root}</code>`)}
</dl></section>`;
}

function policyNote({ samePolicy }: Checked, { words }: VerifySetup): string {
  if (samePolicy === null) return '';
  return `<p class="small">${escapeHtml(samePolicy ? words.keysSame : words.keysOther)}</p>`;
}

function headline(checked: Checked, { words }: VerifySetup): string {
  const { failed } = checked;
  if (failed === null) return verdict('ok', words.good, words.goodText);
  const step = words.step[failed.step][0] ?? '';
  const why = `<details class="small"><summary>${escapeHtml(words.detail)}</summary><p><code lang="en">${escapeHtml(failed.why)}</code></p></details>`;
  return verdict('bad', words.bad, fill(words.badText, { step })) + why;
}

export function resultMarkup(
  summary: ReceiptSummary,
  setup: VerifySetup,
  where: 'here' | 'server',
): string {
  const { words } = setup;
  if (summary.kind !== 'checked') {
    const text = summary.kind === 'too_large' ? words.tooLarge : words.unreadable;
    return verdict('bad', words.bad, text);
  }
  const items = RECEIPT_STEPS.map((step) => stepItem(step, summary, setup)).join('');
  return `${headline(summary, setup)}
<p class="quiet small">${escapeHtml(where === 'here' ? words.hereDone : words.serverDone)}</p>
${summary.says === null ? '' : says(summary.says, setup)}
<section aria-labelledby="steps"><h2 id="steps">${escapeHtml(words.steps)}</h2><ol class="verify-steps">${items}</ol>${policyNote(summary, setup)}</section>`;
}
