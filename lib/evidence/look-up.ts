/**
 * Looking one person up (DESIGN §2 rule 4, SEC-23): the officer gives a ground, the look is an
 * event in that person's own history, and it is durable before a byte of the record is shown.
 * What the officer then holds is a case: sealed, theirs alone, and short-lived; it can stand in
 * a URL because it says nothing.
 */
import type { Identifier, Principal } from '../identity/model';
import { sealedBytes } from '../identity/sealing';
import type { Runtime } from '../runtime/model';
import { requireAuditor } from './auditor';
import { commitLook, readGround } from './look-event';

const CASE_MS = 30 * 60 * 1000;

export interface Case {
  readonly subjects: readonly string[];
  readonly ground: string;
  readonly expiresAtMs: number;
}
interface SealedCase extends Case {
  readonly officer: string;
}

export type LookOutcome =
  | { readonly ok: true; readonly case: string }
  | {
      readonly ok: false;
      readonly reason: 'not_found' | 'invalid_request';
      readonly field: 'id' | 'ground';
    };

/** `ground` in the officer's words, 5 to 500 characters; it is shown to the person. */
export async function lookUp(
  runtime: Runtime,
  principal: Principal,
  input: { readonly identifier: Identifier; readonly ground: string },
): Promise<LookOutcome> {
  const officer = requireAuditor(principal);
  const ground = readGround(input.ground);
  if (ground === undefined) return { ok: false, reason: 'invalid_request', field: 'ground' };
  const subject = await runtime.subjects.byHandle(runtime.vault.handleOf(input.identifier));
  if (subject === undefined) return { ok: false, reason: 'not_found', field: 'id' };
  await commitLook(runtime, officer, { subject: subject.subject, ground });
  const members = await runtime.store.membersOf(subject.leader);
  return {
    ok: true,
    case: sealCase(
      runtime,
      officer.officer,
      members.map((row) => row.subject),
      ground,
    ),
  };
}

function sealCase(
  runtime: Runtime,
  officer: string,
  subjects: readonly string[],
  ground: string,
): string {
  const content: SealedCase = {
    officer,
    subjects,
    ground,
    expiresAtMs: runtime.clock.now() + CASE_MS,
  };
  const sealed = runtime.vault.seal('officer-case', Buffer.from(JSON.stringify(content), 'utf8'));
  return Buffer.from(sealed).toString('base64url');
}

/** undefined when it is not this officer's, was changed, or is over. */
export function openCase(runtime: Runtime, principal: Principal, text: string): Case | undefined {
  const officer = requireAuditor(principal);
  try {
    const opened = runtime.vault.open('officer-case', sealedBytes(text));
    const content = JSON.parse(Buffer.from(opened).toString('utf8')) as SealedCase;
    const holds = content.officer === officer.officer && content.expiresAtMs > runtime.clock.now();
    return holds ? content : undefined;
  } catch {
    return undefined;
  }
}
