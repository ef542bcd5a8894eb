import { mint } from './mint';
import type { PersonPrincipal } from './model';

/** Who stands before a page of a system that knows them: may refuse there, as nobody signed in (gates.ts). */
export function embedPerson(subject: string): PersonPrincipal {
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 'embed', via: 'embed' });
}
