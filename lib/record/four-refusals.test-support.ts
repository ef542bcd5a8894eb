import { deploymentPrincipal } from '../identity/deployment';
import type { CommitRequest } from './model';

/** Four events about somebody new, in one commit; the same key always says the same. */
export function fourRefusals(key: string): CommitRequest {
  const purposes = ['recommend', 'search', 'content', 'predict'];
  return {
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id: `person ${key}` } },
    idempotency: { scope: 'step', key, payloadHash: key },
    events: purposes.map((purpose) => ({
      about: 'subject',
      body: { type: 'deny', surface: 'system', purposes: [purpose], channels: '*', data: '*' },
    })),
  };
}
