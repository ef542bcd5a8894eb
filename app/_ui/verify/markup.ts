/**
 * The parts of the verification page as markup: the same in the portal, in the saved file and
 * in the script that runs in both. Everything that is not ours goes through `escapeHtml`.
 */
import type { Locale } from '@/lib/catalogue/model';
import type { VerifyWords } from '../messages/receipt-ja';
import { escapeHtml } from './escape';

export interface VerifySetup {
  readonly locale: Locale;
  readonly words: VerifyWords;
  /** What this page trusts, as it was when the page was opened (C2SP tlog-policy). */
  readonly policy: string;
  /** Where the form goes without scripts; absent in the saved file. */
  readonly action?: string;
}

/** `log` lines of a policy: verifier keys. */
function keysOf(policy: string): readonly string[] {
  return policy.split('\n').flatMap((line) => {
    const [word, key] = line.trim().split(/\s+/);
    return word === 'log' && key !== undefined ? [key] : [];
  });
}

export function formMarkup({ words, action }: VerifySetup): string {
  const text = (key: 'file' | 'drop' | 'paste' | 'pasted' | 'check' | 'serverSide') =>
    escapeHtml(words[key]);
  const target =
    action === undefined
      ? ''
      : ` method="post" action="${escapeHtml(action)}" enctype="multipart/form-data"`;
  const without =
    action === undefined ? '' : `<noscript><p class="note">${text('serverSide')}</p></noscript>`;
  return `<form class="verify-form" id="verify-form"${target}>
<div class="verify-drop" id="verify-drop">
<label for="receipt-file">${text('file')}</label>
<input type="file" id="receipt-file" name="file" accept=".json,application/json">
<p class="quiet small verify-scripted">${text('drop')}</p>
</div>
<details><summary>${text('paste')}</summary>
<label for="receipt-text">${text('pasted')}</label>
<textarea id="receipt-text" name="text" rows="6" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea>
</details>
${without}<p><button class="button button-strong">${text('check')}</button></p>
</form>`;
}

export function keysMarkup({ words, policy }: VerifySetup): string {
  const keys = keysOf(policy)
    .map((key) => `<li><code translate="no">${escapeHtml(key)}</code></li>`)
    .join('');
  return `<section class="verify-keys" aria-labelledby="verify-keys">
<h2 id="verify-keys">${escapeHtml(words.keys)}</h2>
<p class="small">${escapeHtml(words.keysText)}</p>
<ul>${keys}</ul>
</section>`;
}
