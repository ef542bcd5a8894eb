/** One line of a list: a person by the system's own id, or as everywhere else. */
import type { AudiencePerson } from '../../../sdk/src/contract';
import type { Listed } from '../../asking/audience/model';
import { isOwn } from '../decisions/read';
import type { SystemPrincipal } from '../../identity/model';
import { TEST_SYSTEM } from '../../asking/test-answers';
import { readJson } from '../json';
import { subjectSchema } from '../subject-schema';

/** Most lines are: an id in quotes, without anything that is escaped. */
const PLAIN_ID = /^"[^"\\\p{Cc}]{1,256}"$/u;

/** `as` is the line itself, which is JSON; undefined: it cannot be read, or is not the caller's to ask about. */
export function readPerson(line: string, principal: SystemPrincipal): Listed<string> | undefined {
  const system = principal.test ? TEST_SYSTEM : principal.system;
  if (PLAIN_ID.test(line)) return { subject: { system, id: line.slice(1, -1) }, as: line };
  const json = readJson(line);
  if (!json.ok) return undefined;
  const named = typeof json.value === 'string' ? { system, id: json.value } : json.value;
  const subject = subjectSchema.safeParse(named);
  if (!subject.success || !isOwn(principal, subject.data)) return undefined;
  const as: AudiencePerson = typeof json.value === 'string' ? json.value : subject.data;
  return { subject: subject.data, as: JSON.stringify(as) };
}
