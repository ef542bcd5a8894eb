import { mint } from './mint';
import type { PersonPrincipal } from './model';

/** On no record, so that nothing happened to them. */
export const EXAMPLE_SUBJECT = 'sub_example';

/** Nobody on record, for whom a page is drawn as an example: whatever they would write is refused. */
export function examplePerson(): PersonPrincipal {
  return mint<PersonPrincipal>({ kind: 'person', subject: EXAMPLE_SUBJECT, sessionId: 'example' });
}
