'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { bodyOf, forgetSaid, post, type Attempt } from './form-attempt';
import { isChoiceRadio, onRadioKey } from './radio-keys';

export interface EnhanceWords {
  readonly saving: string;
  readonly failed: string;
  readonly offline: string;
  readonly retry: string;
}

function choiceForms(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>('form[data-enhance]')];
}

/** The same forms, sent without leaving the page: saved is said only after the durable answer. */
export function EnhanceForms({ words }: { readonly words: EnhanceWords }) {
  const router = useRouter();
  const [showing, startShowing] = useTransition();
  const [saving, setSaving] = useState(0);
  const [failed, setFailed] = useState<(Attempt & { readonly offline: boolean }) | null>(null);
  // One after the other, in the order of the taps: none is dropped.
  const line = useRef(Promise.resolve());
  const used = useRef(false);
  const idle = saving === 0 && !showing;

  function show(to: string): void {
    const elsewhere = new URL(to, window.location.href).pathname !== window.location.pathname;
    if (elsewhere) router.push(to);
    else router.replace(to, { scroll: false });
  }

  async function send(attempt: Attempt): Promise<void> {
    try {
      const to = await post(attempt);
      if (to.startsWith('/sign-in')) window.location.assign(to);
      else startShowing(() => show(to));
    } catch {
      attempt.form.reset();
      setFailed({ ...attempt, offline: !navigator.onLine });
      attempt.control?.focus();
    } finally {
      setSaving((count) => count - 1);
    }
  }

  function enqueue(attempt: Attempt): void {
    attempt.form.setAttribute('aria-busy', 'true');
    used.current = true;
    document.documentElement.dataset['changed'] = '';
    setFailed(null);
    setSaving((count) => count + 1);
    line.current = line.current.then(() => send(attempt));
  }

  // INVARIANT: radios show what the server says, as soon as nothing is on its way to it.
  useEffect(() => {
    if (!idle || !used.current) return;
    for (const form of choiceForms()) {
      form.removeAttribute('aria-busy');
      form.reset();
    }
  });

  useEffect(() => {
    forgetSaid();
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !('enhance' in form.dataset)) return;
      event.preventDefault();
      const { submitter } = event;
      enqueue({
        form,
        control: submitter ?? form.querySelector<HTMLElement>(':checked'),
        body: bodyOf(form, submitter),
      });
    };
    const onChange = ({ target }: Event) => {
      if (isChoiceRadio(target)) target.form?.requestSubmit();
    };
    document.addEventListener('submit', onSubmit);
    document.addEventListener('change', onChange);
    document.addEventListener('keydown', onRadioKey);
    document.documentElement.dataset['enhanced'] = '';
    return () => {
      document.removeEventListener('submit', onSubmit);
      document.removeEventListener('change', onChange);
      document.removeEventListener('keydown', onRadioKey);
    };
  });

  return (
    <div className="live-forms">
      <p role="status" className="live-note live-saving">
        {idle ? '' : words.saving}
      </p>
      <div role="alert" className="live-note live-failed">
        {failed === null ? null : (
          <p>
            {failed.offline ? words.offline : words.failed}{' '}
            <button className="plain-button" type="button" onClick={() => enqueue(failed)}>
              {words.retry}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
