/** What stands between a person and being erased here, and what was asked of each service. */
import type { PersonPrincipal } from '../identity/model';
import { holdsOf, type Hold } from '../record/holds';
import {
  servicesKnowing,
  serviceErasuresOf,
  type ServiceErasure,
} from '../record/service-erasures';
import type { Runtime } from '../runtime/model';

export interface ServiceView {
  readonly system: string;
  /** How the last asking stands; undefined: never asked. */
  readonly asked: Pick<ServiceErasure, 'status' | 'askedAtMs' | 'answeredAtMs'> | undefined;
  /** It knows the person, and has nothing left to answer. */
  readonly mayAsk: boolean;
}
export interface ErasingView {
  /** The running ones. */
  readonly holds: readonly Hold[];
  /** Since when an erasure waits for them to end. */
  readonly waitingSinceMs: number | undefined;
  readonly services: readonly ServiceView[];
}

export async function erasingView(
  runtime: Runtime,
  person: PersonPrincipal,
): Promise<ErasingView | undefined> {
  const { store, clock } = runtime;
  const group = await store.findGroup({ subject: person.subject });
  if (group === undefined) return undefined;
  const subjects = group.rows.map(({ subject }) => subject);
  const nowMs = clock.now();
  const [holds, known, asked, waiting] = await Promise.all([
    holdsOf(runtime, subjects),
    servicesKnowing(runtime, person),
    serviceErasuresOf(runtime, person),
    Promise.all(
      subjects.map((subject) => store.erasureRequests({ subject, status: 'held', limit: 1 })),
    ),
  ]);
  const systems = [...new Set([...known, ...asked.map(({ system }) => system)])].sort();
  return {
    holds: holds.filter(({ endedAtMs, untilMs }) => endedAtMs === null && untilMs > nowMs),
    waitingSinceMs: waiting.flat()[0]?.createdAtMs,
    services: systems.map((system) => {
      const last = lastAsking(asked.filter((row) => row.system === system));
      const mayAsk = known.includes(system) && last?.status !== 'asked';
      return { system, asked: last, mayAsk };
    }),
  };
}

/** A system may know somebody by several numbers: it is done with them when it is done with each. */
function lastAsking(rows: readonly ServiceErasure[]): ServiceView['asked'] {
  const askedAtMs = Math.max(...rows.map((row) => row.askedAtMs));
  const last = rows.filter((row) => row.askedAtMs === askedAtMs);
  if (last.length === 0) return undefined;
  const statuses = last.map(({ status }) => status);
  const status = (['asked', 'refused'] as const).find((one) => statuses.includes(one)) ?? 'done';
  const answeredAtMs = Math.max(...last.map((row) => row.answeredAtMs ?? 0));
  return { status, askedAtMs, answeredAtMs: status === 'asked' ? null : answeredAtMs };
}
