/** The doors that people and systems use, over HTTP: the form of a page, and the decision. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Identifier } from '../identity/model';

/** Longer than any page takes that still helps anybody. */
const PATIENCE_MS = 30_000;
/** What of an answer says that it rests on what was said, and on no failure. */
const FAILURES: readonly string[] = ['error', 'unavailable', 'stale'];

const answerSchema = z.object({ decision: z.boolean(), reason: z.string() });
export type Asked = 'yes' | 'no' | 'unsure';

export interface FormDoor {
  /** Where our own listener is reached. */
  readonly reach: string;
  /** As browsers name it. */
  readonly origin: string;
  readonly cookie: string;
  readonly version: number;
}

/** One tap, as a browser without scripts sends it. Resolves with whether it was saved; throws when nobody answers. */
export async function tap(
  { reach, origin, cookie, version }: FormDoor,
  act: Readonly<Record<string, string>>,
): Promise<boolean> {
  const once = randomBytes(16).toString('base64url');
  const answer = await fetch(`${reach}/choices`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin, accept: 'text/html' },
    body: new URLSearchParams({ ...act, once, version: String(version), back: '/' }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.arrayBuffer();
  const led = new URL(answer.headers.get('location') ?? '/', origin);
  return answer.status === 303 && led.pathname === '/' && led.searchParams.has('saved');
}

/** Asked as a system asks. Whatever is no plain answer is `unsure`; throws when nobody answers. */
export async function askAt(
  reach: string,
  key: string,
  subject: Identifier,
  touchpoint: string,
): Promise<Asked> {
  const answer = await fetch(`${reach}/api/v1/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject, touchpoint }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const said: unknown = await answer.json().catch(() => undefined);
  const parsed = answerSchema.safeParse(said);
  if (answer.status !== 200 || !parsed.success) return 'unsure';
  const { decision, reason } = parsed.data;
  if (decision) return 'yes';
  return FAILURES.includes(reason) ? 'unsure' : 'no';
}
