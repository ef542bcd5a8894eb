'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

export interface EnhanceWords {
  readonly saving: string;
  readonly failed: string;
  readonly offline: string;
  readonly retry: string;
}
interface Attempt {
  readonly form: HTMLFormElement;
  readonly submitter: HTMLElement | null;
  readonly body: URLSearchParams;
}

/** Hex of 128 random bits: one name for one tap, kept when it is tried again. */
function newOnce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function bodyOf(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') body.append(name, value);
  }
  if (body.has('once')) body.set('once', newOnce());
  return body;
}

async function post({ form, body }: Attempt): Promise<string> {
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body,
  });
  const answer: unknown = await response.json();
  if (
    answer !== null &&
    typeof answer === 'object' &&
    'to' in answer &&
    typeof answer.to === 'string'
  )
    return answer.to;
  throw new Error(`unexpected answer ${response.status}`);
}

/** What was said once must not be said again on a reload. */
function forgetSaid(): void {
  const here = new URL(window.location.href);
  const carried = ['saved', 'problem'].filter((name) => here.searchParams.has(name));
  if (carried.length === 0) return;
  for (const name of carried) here.searchParams.delete(name);
  window.history.replaceState(null, '', here);
}

/** The same forms, sent without leaving the page: saved is said only after the durable answer. */
export function EnhanceForms({ words }: { readonly words: EnhanceWords }) {
  const router = useRouter();
  const [saving, setSaving] = useState(0);
  const [failed, setFailed] = useState<(Attempt & { readonly offline: boolean }) | null>(null);
  // One after the other, in the order of the taps: none is dropped.
  const line = useRef(Promise.resolve());

  async function send(attempt: Attempt): Promise<void> {
    try {
      const to = await post(attempt);
      if (to.startsWith('/sign-in')) window.location.assign(to);
      else router.replace(to, { scroll: false });
    } catch {
      attempt.form.reset();
      setFailed({ ...attempt, offline: !navigator.onLine });
      attempt.submitter?.focus();
    } finally {
      attempt.form.removeAttribute('aria-busy');
      setSaving((count) => count - 1);
    }
  }

  function enqueue(attempt: Attempt): void {
    attempt.form.setAttribute('aria-busy', 'true');
    setFailed(null);
    setSaving((count) => count + 1);
    line.current = line.current.then(() => send(attempt));
  }

  useEffect(() => {
    forgetSaid();
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !('enhance' in form.dataset)) return;
      event.preventDefault();
      const { submitter } = event;
      enqueue({ form, submitter, body: bodyOf(form, submitter) });
    };
    document.addEventListener('submit', onSubmit);
    return () => document.removeEventListener('submit', onSubmit);
  });

  return (
    <div className="live-forms">
      <p role="status" className="live-note live-saving">
        {saving > 0 ? words.saving : ''}
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
