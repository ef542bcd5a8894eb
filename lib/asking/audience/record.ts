/** Durable before anybody's name leaves (DESIGN §2 rule 4): who asked about an audience, what for. */
import { AppError } from '../../errors';
import type { OfficerPrincipal, SystemPrincipal } from '../../identity/model';
import type { Runtime } from '../../runtime/model';
import { sealWords, type AudienceWords } from '../../record/audience-words';

/** In words that people read. */
export interface AudiencePlan extends AudienceWords {
  readonly touchpoint: string;
}

/** Answers what names it, for the people in it. Throws AppError when it cannot be recorded, or may not be. */
export async function recordAudience(
  { commit, store, vault, clock }: Runtime,
  actor: SystemPrincipal | OfficerPrincipal,
  { system, touchpoint, campaign, segment }: AudiencePlan & { readonly system: string },
): Promise<string> {
  const bySystem = actor.kind === 'system';
  const outcome = await commit({
    actor,
    events: [
      {
        about: 'officer',
        body: {
          type: 'export',
          surface: bySystem ? 'api' : 'console',
          format: 'audience',
          filter: `audience for ${touchpoint}`,
        },
        // Words are personal (decision 0005).
        evidence: { campaign, segment, ...(bySystem && { key: actor.keyId }) },
      },
    ],
  });
  const [event] = outcome.ok ? outcome.events : [];
  if (!outcome.ok || event === undefined) {
    const reason = outcome.ok ? 'internal' : outcome.reason;
    throw new AppError(reason, 'the audience could not be recorded');
  }
  const id = event.eventId;
  const sealed = sealWords(vault, { campaign, segment });
  await store.putAudience({ id, system, touchpoint, sealed, atMs: clock.now() });
  return id;
}
