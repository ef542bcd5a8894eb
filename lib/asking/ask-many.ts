/**
 * Many questions at once (API.md "batch"): everybody who is not in memory is read in one go; each
 * question is judged, and fails, alone.
 */
import type { Identifier, SystemPrincipal } from '../identity/model';
import type { Subject } from '../record/subjects';
import type { Runtime } from '../runtime/model';
import { answeredMany } from './answered';
import { failed, findCatalogue } from './desk';
import { touchpointOf } from './judge';
import { failureOf } from './judgement';
import { judgeWaiting, knownJudge, type KnownJudge } from './judging';
import { laidDownOf } from './laid-down';
import type { Answered, Asking, Judgement, Unreadable } from './model';

/** null: nobody. undefined: to be found by itself. */
type Found = Subject | null | undefined;

/** Reads whoever is missing; the caller has made sure that what is cached is fresh. */
async function findAll(
  runtime: Runtime,
  askings: readonly (Asking | Unreadable)[],
): Promise<readonly Found[]> {
  const { subjects } = runtime;
  const missing: Identifier[] = [];
  const places: number[] = [];
  const found = askings.map((asking, at): Found => {
    if ('unreadable' in asking || 'handle' in asking.subject) return undefined;
    const known = subjects.cachedAs(asking.subject);
    if (known === undefined) {
      missing.push(asking.subject);
      places.push(at);
    }
    return known;
  });
  if (missing.length === 0) return found;
  const loaded = await subjects.byIdentifiers(missing);
  places.forEach((at, index) => (found[at] = loaded[index] ?? null));
  return found;
}

function judge(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
  found: Found,
  known: KnownJudge,
): Judgement | Promise<Judgement> {
  if (found === undefined || asking.reserve || principal.test) {
    return judgeWaiting(runtime, principal, asking);
  }
  try {
    const judgement = known(asking, found ?? undefined);
    if (judgement === undefined) return judgeWaiting(runtime, principal, asking);
    if (found !== null) {
      laidDownOf(runtime.subjects).put(
        runtime.subjects,
        principal.system,
        asking,
        found,
        judgement,
      );
    }
    return judgement;
  } catch (error) {
    return failed(runtime, touchpointOf(asking), error);
  }
}

async function judgeAll(
  runtime: Runtime,
  principal: SystemPrincipal,
  askings: readonly (Asking | Unreadable)[],
): Promise<readonly Judgement[]> {
  await runtime.subjects.fresh();
  const revision = runtime.subjects.seq();
  const found = await findAll(runtime, askings);
  await runtime.subjects.fresh();
  // A commit came in between: what was found may be older than the token would say.
  const stands = runtime.subjects.seq() === revision;
  const known = knownJudge(runtime, principal);
  let waiting = false;
  const judgements = askings.map((asking, at) => {
    if ('unreadable' in asking) {
      return failureOf(findCatalogue(runtime), asking.touchpoint, 'error', asking.unreadable);
    }
    const judged = judge(runtime, principal, asking, stands ? found[at] : undefined, known);
    if (judged instanceof Promise) waiting = true;
    return judged;
  });
  return waiting ? Promise.all(judgements) : (judgements as Judgement[]);
}

/** In the order asked. */
export async function judgeMany(
  runtime: Runtime,
  principal: SystemPrincipal,
  askings: readonly (Asking | Unreadable)[],
): Promise<readonly Judgement[]> {
  return judgeAll(runtime, principal, askings).catch((error: unknown) =>
    askings.map((asking) =>
      failed(runtime, 'unreadable' in asking ? asking.touchpoint : touchpointOf(asking), error),
    ),
  );
}

export async function askMany(
  runtime: Runtime,
  principal: SystemPrincipal,
  askings: readonly (Asking | Unreadable)[],
): Promise<readonly Answered[]> {
  const judgements = await judgeMany(runtime, principal, askings);
  return answeredMany(runtime, principal.system, judgements);
}
