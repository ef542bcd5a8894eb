/** `Consent-Token`s that came with a call (API.md "Freshness"). */
import { checkFreshness } from '../asking/freshness';
import { problemReply } from './problem';
import type { Reply } from './reply';
import type { KeyCall } from './route';

/** Undefined when the state is fresh enough for every token that came along. */
export async function refuseStale(
  call: KeyCall,
  tokens: readonly string[],
): Promise<Reply | undefined> {
  for (const token of tokens) {
    const freshness = await checkFreshness(call.runtime, token);
    if (freshness.ok) continue;
    if (freshness.reason === 'malformed') {
      const errors = [{ pointer: '/consentToken', detail: 'is not a token of ours' }];
      const detail = 'The consent token cannot be read.';
      return problemReply('invalid_request', call.instance, { detail, errors });
    }
    if (freshness.reason === 'ahead') {
      const detail = 'We know of nothing this fresh. Nothing is permitted by this answer.';
      return problemReply('unavailable', call.instance, { detail });
    }
    const { runtime } = call;
    return problemReply('conflict', call.instance, {
      detail: 'The token is of a time before a restore. Go on with the one given here.',
      consentToken: runtime.vault.consentToken(runtime.epoch, runtime.subjects.seq()),
    });
  }
  return undefined;
}
