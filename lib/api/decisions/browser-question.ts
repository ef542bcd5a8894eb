/** What a browser may ask with its token: about its one person, and nothing that takes a message. */
import type { Asking } from '../../asking/model';
import { TEST_IDS, TEST_SYSTEM } from '../../asking/test-answers';
import type { FieldError } from '../problem';
import type { KeyCall } from '../route';

/** The places it may ask about are the token's, as a key's are. */
export function browserProblem({ principal }: KeyCall, asking: Asking): FieldError | undefined {
  const { browser } = principal;
  if (browser === undefined) return undefined;
  const { subject, reserve } = asking;
  if (!('handle' in subject) || subject.handle !== browser.person) {
    return { pointer: '/subject', detail: 'is not the handle this token was made for' };
  }
  if (reserve) return { pointer: '/reserve', detail: 'is for servers, which send the message' };
  return undefined;
}

/** The fixed people of a test key have handles as well. */
export function namedForTest({ principal, runtime }: KeyCall, asking: Asking): Asking {
  const { subject } = asking;
  if (!principal.test || !('handle' in subject)) return asking;
  const id = TEST_IDS.find((known) => {
    return runtime.vault.handleOf({ system: TEST_SYSTEM, id: known }) === subject.handle;
  });
  return id === undefined ? asking : { ...asking, subject: { system: TEST_SYSTEM, id } };
}
