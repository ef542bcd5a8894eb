/** From a question to a judgement: at once with what memory holds, or by reading and counting. */
import type { SystemPrincipal } from '../identity/model';
import type { Subject } from '../record/subjects';
import type { Runtime } from '../runtime/model';
import { countersOf, reserveMessage } from './contacts';
import { deskOf, failed } from './desk';
import { placesOf, touchpointOf } from './judge';
import { judgementOf } from './judgement';
import type { Asking, Judgement } from './model';
import { judgeForTest } from './test-answers';

/** undefined: nobody; null: must be waited for. */
function subjectAtHand(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Subject | undefined | null {
  if ('handle' in asking.subject) return null;
  const found = runtime.subjects.cached(runtime.vault.handleOf(asking.subject));
  return found === undefined ? null : (found ?? undefined);
}

async function findSubject(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Promise<Subject | undefined> {
  const { subject } = asking;
  if ('handle' in subject) {
    return deskOf(runtime).ownHandles.find(runtime.subjects, principal.system, subject.handle);
  }
  return runtime.subjects.byHandle(runtime.vault.handleOf(subject));
}

/** Counts first where limits bind, and takes the message out of the shared budget when asked to. */
async function judgeCounted(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
  subject: Subject | undefined,
): Promise<Judgement> {
  const { store, clock, catalogues } = runtime;
  const { judge } = deskOf(runtime);
  const catalogue = catalogues.current();
  const channels = new Set<string>();
  for (const place of placesOf(catalogue, principal, asking)) {
    const compiled = catalogue.touchpoints.get(place);
    if (compiled?.contact && !compiled.contractOnly) channels.add(compiled.touchpoint.channel);
  }
  const nowMs = clock.now();
  const count = async (): Promise<Judgement> => {
    const counters =
      subject === undefined ? { contacts: [] } : await countersOf(store, subject, channels, nowMs);
    return judge.counted(catalogue, principal, asking, subject, counters, nowMs);
  };
  const judgement = await count();
  const [channel] = channels;
  if (!asking.reserve || !judgement.verdict.decision || subject === undefined) return judgement;
  if (channel === undefined) return judgement;
  if (await reserveMessage(store, subject, channel, nowMs)) return judgement;
  const again = await count();
  return again.verdict.decision ? limitReached(judgement, subject) : again;
}

function limitReached({ catalogue, verdict }: Judgement, subject: Subject): Judgement {
  const refusal = {
    ...verdict,
    decision: false,
    reason: 'limit_reached',
    otherwise: 'nothing',
    permitted: [],
    denied: [...verdict.permitted, ...verdict.denied],
    obligations: [],
    eventId: null,
  } as const;
  return judgementOf(catalogue, refusal, { ref: null, subject: subject.subject });
}

export async function judgeWaiting(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Promise<Judgement> {
  try {
    await runtime.subjects.fresh();
    if (principal.test) return judgeForTest(runtime.catalogues.current(), asking);
    const subject = await findSubject(runtime, principal, asking);
    const nowMs = runtime.clock.now();
    const catalogue = runtime.catalogues.current();
    const { judge } = deskOf(runtime);
    const plain = asking.reserve
      ? undefined
      : judge.now(catalogue, principal, asking, subject, nowMs);
    const judgement = plain ?? (await judgeCounted(runtime, principal, asking, subject));
    // Rows may have been read after the revision the token would name: catch up first.
    await runtime.subjects.fresh();
    return judgement;
  } catch (error) {
    return failed(runtime, touchpointOf(asking), error);
  }
}

/** With what is in memory, which must be fresh; undefined when something must be waited for. */
export function judgeAtHand(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Judgement | undefined {
  try {
    const catalogue = runtime.catalogues.current();
    if (principal.test) return judgeForTest(catalogue, asking);
    if (asking.reserve) return undefined;
    const subject = subjectAtHand(runtime, principal, asking);
    if (subject === null) return undefined;
    return deskOf(runtime).judge.now(catalogue, principal, asking, subject, runtime.clock.now());
  } catch (error) {
    return failed(runtime, touchpointOf(asking), error);
  }
}
