/** One tap on its way to the server; tried again it is still the same tap. */

export interface Attempt {
  readonly form: HTMLFormElement;
  /** Where the focus belongs if it fails. */
  readonly control: HTMLElement | null;
  readonly body: URLSearchParams;
}

/** Hex of 128 random bits: one name for one tap, kept when it is tried again. */
function newOnce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export function bodyOf(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') body.append(name, value);
  }
  if (body.has('once')) body.set('once', newOnce());
  return body;
}

/** Where the answer leads. Throws where there is none of ours. */
export async function post({ form, body }: Attempt): Promise<string> {
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
