/** From a question to a judgement: at once with what memory holds, or by reading and counting. */
import type { SystemPrincipal } from '../identity/model';
import type { Subject } from '../record/subjects';
import type { Runtime } from '../runtime/model';
import { countersOf, reserveMessage } from './contacts';
import { deskOf, failed } from './desk';
import { placesOf, touchpointOf } from './judge';
import { judgementOf } from './judgement';
import { laidDownOf } from './laid-down';
import type { Asking, Judgement } from './model';
import { judgeForTest } from './test-answers';

async function findSubject(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Promise<Subject | undefined> {
  const { subject } = asking;
  if ('handle' in subject) {
    return deskOf(runtime).ownHandles.asked(runtime.subjects, principal.system, subject.handle);
  }
  return runtime.subjects.asked(runtime.vault.handleOf(subject));
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
  const person = subject?.suppressed === undefined ? subject : undefined;
  const count = async (): Promise<Judgement> => {
    const counters =
      person === undefined ? { contacts: [] } : await countersOf(store, person, channels, nowMs);
    return judge.counted(catalogue, principal, asking, subject, counters, nowMs);
  };
  const judgement = await count();
  const [channel] = channels;
  if (!asking.reserve || !goesOut(judgement) || person === undefined) return judgement;
  if (channel === undefined) return judgement;
  if (await reserveMessage(store, person, channel, nowMs)) return judgement;
  const again = await count();
  return goesOut(again) ? limitReached(judgement, person) : again;
}

/** A message that is the same for everyone counts like one that is not: both arrive. */
function goesOut({ verdict }: Judgement): boolean {
  if (verdict.decision) return true;
  return verdict.otherwise === 'generic' && verdict.reason !== 'system_not_allowed';
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

/** How often a commit in between may make us read again before we answer from what we have. */
const TRIES = 3;

async function judgeOnce(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Promise<Judgement> {
  const subject = await findSubject(runtime, principal, asking);
  const plain = asking.reserve ? undefined : knownJudge(runtime, principal)(asking, subject);
  return plain ?? judgeCounted(runtime, principal, asking, subject);
}

export async function judgeWaiting(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Promise<Judgement> {
  const { subjects, catalogues } = runtime;
  try {
    await subjects.fresh();
    if (principal.test) return judgeForTest(catalogues.current(), asking);
    let judgement: Judgement;
    let revision: number;
    let tries = 0;
    do {
      revision = subjects.seq();
      judgement = await judgeOnce(runtime, principal, asking);
      await subjects.fresh();
      tries += 1;
      // The token names the revision of the state: read again if it moved. A message is taken once.
    } while (subjects.seq() !== revision && tries < TRIES && !asking.reserve);
    return judgement;
  } catch (error) {
    return failed(runtime, touchpointOf(asking), error);
  }
}

/** Undefined when messages must be counted first. May throw. */
export type KnownJudge = (asking: Asking, subject: Subject | undefined) => Judgement | undefined;

/** For questions of one instant. May throw. */
export function knownJudge(runtime: Runtime, principal: SystemPrincipal): KnownJudge {
  const nowMs = runtime.clock.now();
  const catalogue = runtime.catalogues.current();
  const { judge } = deskOf(runtime);
  return (asking, subject) => judge.now(catalogue, principal, asking, subject, nowMs);
}

/** With what is in memory, which must be fresh; undefined when something must be waited for. */
export function judgeAtHand(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Judgement | undefined {
  try {
    if (principal.test) return judgeForTest(runtime.catalogues.current(), asking);
    if (asking.reserve || 'handle' in asking.subject) return undefined;
    const found = runtime.subjects.cachedAs(asking.subject);
    if (found === undefined) return undefined;
    const judgement = knownJudge(runtime, principal)(asking, found ?? undefined);
    if (found === null || judgement === undefined) return judgement;
    laidDownOf(runtime.subjects).put(runtime.subjects, principal.system, asking, found, judgement);
    return judgement;
  } catch (error) {
    return failed(runtime, touchpointOf(asking), error);
  }
}
