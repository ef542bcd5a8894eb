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
}

async function post({ form, submitter }: Attempt): Promise<string> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') body.append(name, value);
  }
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

/** The same forms, sent without leaving the page: saved is said only after the durable answer. */
export function EnhanceForms({ words }: { readonly words: EnhanceWords }) {
  const router = useRouter();
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState<(Attempt & { readonly offline: boolean }) | null>(null);
  const busy = useRef(false);

  async function send(attempt: Attempt): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setSaving(true);
    setFailed(null);
    attempt.form.setAttribute('aria-busy', 'true');
    try {
      const to = await post(attempt);
      const local = to.startsWith('/sign-in');
      if (local) window.location.assign(to);
      else router.replace(to, { scroll: false });
    } catch {
      attempt.form.reset();
      setFailed({ ...attempt, offline: !navigator.onLine });
      attempt.submitter?.focus();
    } finally {
      attempt.form.removeAttribute('aria-busy');
      busy.current = false;
      setSaving(false);
    }
  }

  useEffect(() => {
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !('enhance' in form.dataset)) return;
      event.preventDefault();
      void send({ form, submitter: event.submitter });
    };
    document.addEventListener('submit', onSubmit);
    return () => document.removeEventListener('submit', onSubmit);
  });

  return (
    <div className="live-forms">
      <p role="status" className="live-note live-saving">
        {saving ? words.saving : ''}
      </p>
      <div role="alert" className="live-note live-failed">
        {failed === null ? null : (
          <p>
            {failed.offline ? words.offline : words.failed}{' '}
            <button className="plain-button" type="button" onClick={() => void send(failed)}>
              {words.retry}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
