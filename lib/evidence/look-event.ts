/**
 * A look at one person's record (DESIGN §2 rule 4, SEC-23): an event in that person's own chain,
 * durable before a byte of the record leaves, with a ground the person can read.
 */
import { AppError } from '../errors';
import type { DeploymentPrincipal, OfficerPrincipal, SystemPrincipal } from '../identity/model';
import type { CommitRequest } from '../record/model';
import type { Runtime } from '../runtime/model';

export type Looker = OfficerPrincipal | SystemPrincipal | DeploymentPrincipal;

const GROUND = { least: 5, most: 500 };

/** In the words of whoever looks, 5 to 500 characters; undefined when it is none. */
export function readGround(text: string): string | undefined {
  const ground = text.trim();
  return ground.length < GROUND.least || ground.length > GROUND.most ? undefined : ground;
}

/** Where somebody looks from, and who it is: the latter for the person and their auditors alone. */
export function traceOf(looker: Looker) {
  switch (looker.kind) {
    case 'officer':
      return { surface: 'console', evidence: { officer: looker.officer } } as const;
    case 'system':
      return { surface: 'api', evidence: { key: looker.keyId } } as const;
    case 'deployment':
      return { surface: 'system', evidence: { officer: 'command line' } } as const;
  }
}

/** Throws AppError when it could not be recorded: then nothing may be shown. */
export async function commitLook(
  runtime: Pick<Runtime, 'commit'>,
  looker: Looker,
  look: {
    readonly subject: string;
    readonly ground: string;
    readonly idempotency?: CommitRequest['idempotency'];
  },
): Promise<void> {
  const { subject, ground, idempotency } = look;
  const { surface, evidence } = traceOf(looker);
  const outcome = await runtime.commit({
    actor: looker,
    about: { subject },
    events: [{ about: 'subject', body: { type: 'look', surface, ground }, evidence }],
    ...(idempotency !== undefined && { idempotency }),
  });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the look could not be recorded');
}
