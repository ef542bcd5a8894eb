/** The same forms, sent without leaving the page: saved is said only after the durable answer. */
import { bodyOf, post, type Attempt } from './form-attempt';
import { isChoiceRadio, onRadioKey } from './radio-keys';
import { show } from './sights';

let saving = 0;
// One after the other, in the order of the taps: none is dropped.
let line = Promise.resolve();

/** Something is on its way to the server, or what came of it is about to be shown. */
export function isSending(): boolean {
  return saving > 0;
}

/** Where the script speaks, and what it says there (EnhanceForms). */
function voice() {
  const place = document.querySelector<HTMLElement>('.live-forms');
  return {
    saving: place?.querySelector('.live-saving'),
    failed: place?.querySelector('.live-failed'),
    words: place?.dataset ?? {},
  };
}

function say(attempt: Attempt | undefined): void {
  const { saving: status, failed, words } = voice();
  const text = isSending() ? (words['saving'] ?? '') : '';
  if (status && status.textContent !== text) status.textContent = text;
  if (attempt === undefined) {
    if (failed?.hasChildNodes() === true) failed.replaceChildren();
    return;
  }
  const note = document.createElement('p');
  const retry = document.createElement('button');
  retry.className = 'plain-button';
  retry.type = 'button';
  retry.textContent = words['retry'] ?? '';
  retry.addEventListener('click', () => enqueue(attempt));
  note.append(`${(navigator.onLine ? words['failed'] : words['offline']) ?? ''} `, retry);
  failed?.replaceChildren(note);
}

// INVARIANT: radios show what the server says, as soon as nothing is on its way to it.
function settle(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-enhance]')) {
    form.removeAttribute('aria-busy');
    form.reset();
  }
}

async function send(attempt: Attempt): Promise<void> {
  let failed: Attempt | undefined;
  try {
    const to = await post(attempt);
    // Busy until the other page is there.
    if (!(await show(to))) return;
  } catch {
    attempt.form.reset();
    failed = attempt;
  }
  saving -= 1;
  say(failed);
  if (!isSending()) settle();
  if (failed !== undefined) failed.control?.focus();
}

function enqueue(attempt: Attempt): void {
  attempt.form.setAttribute('aria-busy', 'true');
  document.documentElement.dataset['changed'] = '';
  saving += 1;
  say(undefined);
  line = line.then(() => send(attempt));
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !('enhance' in form.dataset)) return;
  event.preventDefault();
  const { submitter } = event;
  enqueue({
    form,
    control: submitter ?? form.querySelector<HTMLElement>(':checked'),
    body: bodyOf(form, submitter),
  });
}

function onChange({ target }: Event): void {
  if (isChoiceRadio(target)) target.form?.requestSubmit();
}

export function enhanceForms(): void {
  document.addEventListener('submit', onSubmit);
  document.addEventListener('change', onChange);
  document.addEventListener('keydown', onRadioKey);
}
