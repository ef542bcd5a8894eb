/**
 * The script of the verification page and of the saved file. It reads what stands in the page
 * and what the person hands it; it asks nobody, so it works without a connection.
 */
import type { VerifySetup } from './markup';
import { resultMarkup } from './result-markup';
import { summarise, type ReceiptSummary } from './summary';

const MAX_BYTES = 3_000_000;

function readSetup(): VerifySetup {
  return JSON.parse(document.getElementById('verify-setup')?.textContent ?? '') as VerifySetup;
}

function show(summary: ReceiptSummary, setup: VerifySetup): void {
  const place = document.getElementById('verify-result');
  if (place === null) return;
  place.innerHTML = resultMarkup(summary, setup, 'here');
  document.getElementById('verdict')?.focus();
}

async function check(file: File, setup: VerifySetup): Promise<void> {
  if (file.size > MAX_BYTES) return show({ kind: 'too_large' }, setup);
  show(summarise(await file.text(), setup.policy), setup);
}

function start(): void {
  const setup = readSetup();
  const form = document.getElementById('verify-form');
  const input = document.getElementById('receipt-file');
  const text = document.getElementById('receipt-text');
  const drop = document.getElementById('verify-drop');
  if (!(form instanceof HTMLFormElement) || !(input instanceof HTMLInputElement)) return;
  const unreadable = () => show({ kind: 'unreadable' }, setup);
  const checkFile = (file: File | undefined) => {
    if (file !== undefined) check(file, setup).catch(unreadable);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const pasted = text instanceof HTMLTextAreaElement ? text.value.trim() : '';
    if (pasted !== '') show(summarise(pasted, setup.policy), setup);
    else if (input.files?.[0] === undefined) input.focus();
    else checkFile(input.files[0]);
  });
  input.addEventListener('change', () => checkFile(input.files?.[0]));
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop?.setAttribute('data-over', '');
  });
  document.addEventListener('dragleave', () => drop?.removeAttribute('data-over'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop?.removeAttribute('data-over');
    checkFile(event.dataTransfer?.files[0]);
  });
  document.documentElement.setAttribute('data-verifier', 'ready');
}

start();
