/** Durable before anybody's name leaves (DESIGN §2 rule 4): who asked about an audience, what for. */
import { AppError } from '../../errors';
import type { OfficerPrincipal, SystemPrincipal } from '../../identity/model';
import type { Runtime } from '../../runtime/model';

export interface AudiencePlan {
  readonly touchpoint: string;
  /** In words; people read them. */
  readonly campaign: string;
  readonly segment: string;
}

/** Throws AppError when it cannot be recorded, or may not be. */
export async function recordAudience(
  { commit }: Runtime,
  actor: SystemPrincipal | OfficerPrincipal,
  { touchpoint, campaign, segment }: AudiencePlan,
): Promise<void> {
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
  if (!outcome.ok) throw new AppError(outcome.reason, 'the audience could not be recorded');
}
