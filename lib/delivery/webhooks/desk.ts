/** Everybody's webhooks for officers: how each is doing, never whom it was about nor its whole address. */
import { AppError } from '../../errors';
import type { OfficerPrincipal, Principal } from '../../identity/model';
import type { Runtime } from '../../runtime/model';
import { isTold } from './model';
import { countsOf, type Counts } from './queries';
import { openReceiver } from './secrets';

const LETTERS = 20;

export interface DeskLetter {
  readonly id: string;
  readonly attempts: number;
  readonly endedAtMs: number | null;
  readonly problem: string | null;
}
export interface DeskWebhook {
  readonly id: string;
  readonly system: string;
  /** Scheme and host; undefined where its row cannot be read. */
  readonly origin: string | undefined;
  readonly told: boolean;
  readonly disabledWhy: string | null;
  readonly deliveredAtMs: number | null;
  readonly failingSinceMs: number | null;
  readonly problem: string | null;
  readonly counts: Counts;
  /** Newest first; not all of many. */
  readonly letters: readonly DeskLetter[];
}

function requireOfficer(principal: Principal, ...roles: OfficerPrincipal['roles']) {
  if (principal.kind !== 'officer') throw new AppError('unauthenticated', 'sign in as an officer');
  if (roles.some((role) => principal.roles.includes(role))) return principal;
  throw new AppError('forbidden', `this needs the role ${roles.join(' or ')}`);
}

export function maySeeWebhooks(principal: Principal): principal is OfficerPrincipal {
  if (principal.kind !== 'officer') return false;
  return principal.roles.includes('auditor') || principal.roles.includes('admin');
}
/** Whoever only reads changes nothing (SEC-21). */
export function mayRedeliver({ roles }: OfficerPrincipal): boolean {
  return roles.includes('admin');
}

export async function webhookDesk(
  runtime: Runtime,
  principal: Principal,
): Promise<readonly DeskWebhook[]> {
  requireOfficer(principal, 'auditor', 'admin');
  const { store, vault } = runtime;
  const counts = await countsOf(runtime);
  const rows = await store.listWebhooks();
  return Promise.all(
    rows.map(async (row): Promise<DeskWebhook> => {
      const { id, system, disabledWhy, deliveredAtMs, failingSinceMs, problem } = row;
      const letters = await store.listDeliveries(id, { status: 'dead', limit: LETTERS });
      return {
        ...{ id, system, disabledWhy, deliveredAtMs, failingSinceMs, problem, told: isTold(row) },
        origin: originOf(vault, row),
        counts: counts(id),
        letters: letters.map((letter) => ({
          ...{ id: letter.id, attempts: letter.attempts },
          ...{ endedAtMs: letter.endedAtMs, problem: letter.problem },
        })),
      };
    }),
  );
}

function originOf(...parts: Parameters<typeof openReceiver>): string | undefined {
  try {
    return new URL(openReceiver(...parts).url).origin;
  } catch {
    return undefined;
  }
}

/** All dead letters of one; undefined: no such webhook. */
export async function redeliverAsOfficer(
  { store, clock, log }: Runtime,
  principal: Principal,
  webhook: string,
): Promise<number | undefined> {
  const { officer } = requireOfficer(principal, 'admin');
  if ((await store.findWebhook(webhook)) === undefined) return undefined;
  const waiting = await store.redeliver(webhook, clock.now());
  log.info({ webhook, officer, waiting }, 'dead letters are sent again');
  return waiting;
}
