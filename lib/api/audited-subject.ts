/** Whom an auditor's key asks about, in whichever words. */
import { deskOf } from '../asking/desk';
import type { AskedSubject } from '../asking/model';
import { isOwn } from './decisions/read';
import type { KeyCall } from './route';

/** An auditor's key names people as its system does; one for all systems, as any of them does. */
export async function findAudited({ runtime, principal }: KeyCall, asked: AskedSubject) {
  const { subjects, vault } = runtime;
  await subjects.fresh();
  if (!('handle' in asked)) return subjects.asked(vault.handleOf(asked));
  return principal.system === '*'
    ? subjects.asked(asked.handle)
    : deskOf(runtime).ownHandles.asked(subjects, principal.system, asked.handle);
}

export function mayNameAudited({ principal }: KeyCall, asked: AskedSubject): boolean {
  return principal.system === '*' || isOwn(principal, asked);
}
