/** Making and revoking keys of systems: the row and its announcement commit together (DESIGN §6). */
import { z } from 'zod';
import type { ErrorCode } from '../errors';
import { canonicalJson } from '../ledger/canonical';
import type { CommitOutcome } from '../record/model';
import type { Runtime } from '../runtime/model';
import { apiKeyMac, mintApiKey, type ParsedApiKey } from './api-keys';
import {
  OWN_SYSTEMS,
  SCOPES,
  type DeploymentPrincipal,
  type OfficerPrincipal,
  type Scope,
} from './model';

const YEAR_MS = 365 * 86_400_000;
export const MOST_A_SECOND = 1_000_000;
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const input = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** `*` owns every system's places: the demo's own, never a default. */
  system: z.union([slug.refine((name) => !name.startsWith(OWN_SYSTEMS)), z.literal('*')]),
  scopes: z.array(z.enum(SCOPES)).min(1),
  /** Absent: all of the system's own. */
  touchpoints: z.union([z.tuple([z.literal('*')]), z.array(slug).min(1)]).optional(),
  test: z.boolean().optional(),
  /** At most a year ahead, which is also the default. */
  expiresAtMs: z.int().optional(),
  /** Calls a second; as many as it likes unless given. */
  limitPerSecond: z.int().min(1).max(MOST_A_SECOND).optional(),
});
export type NewApiKey = z.input<typeof input>;
type KeyRuntime = Pick<Runtime, 'store' | 'vault' | 'clock' | 'commit'>;

export type KeyCreation =
  /** `text` is shown once and stored nowhere. */
  | { readonly ok: true; readonly text: string; readonly id: string; readonly expiresAtMs: number }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };

/** Two keys of one system may live side by side: that is how they are rotated. */
export async function createApiKey(
  runtime: KeyRuntime,
  actor: DeploymentPrincipal | OfficerPrincipal,
  wanted: NewApiKey,
): Promise<KeyCreation> {
  const parsed = input.safeParse(wanted);
  if (!parsed.success) {
    const field = `/${parsed.error.issues[0]?.path.join('/') ?? ''}`;
    return { ok: false, reason: 'invalid_request', field };
  }
  const { name, system, test = false, limitPerSecond } = parsed.data;
  const nowMs = runtime.clock.now();
  const expiresAtMs = parsed.data.expiresAtMs ?? nowMs + YEAR_MS;
  if (expiresAtMs <= nowMs) return { ok: false, reason: 'time_in_past', field: '/expiresAtMs' };
  if (expiresAtMs > nowMs + YEAR_MS) {
    return { ok: false, reason: 'time_in_future', field: '/expiresAtMs' };
  }
  const scopes = [...new Set(parsed.data.scopes)].sort();
  const touchpoints = [...new Set<string>(parsed.data.touchpoints ?? ['*'])].sort();
  const key = mintApiKey(test ? 'test' : 'live');
  const { id } = key;
  const outcome = await putApiKey(runtime, actor, key, {
    ...{ name, system, scopes, touchpoints, expiresAtMs, limitPerSecond },
  });
  return outcome.ok
    ? { ok: true, text: key.text, id, expiresAtMs }
    : { ok: false, reason: outcome.reason };
}

/** What is given is not judged here: of the outside (`createApiKey`), or our own (`watch.ts`). */
export function putApiKey(
  runtime: KeyRuntime,
  actor: DeploymentPrincipal | OfficerPrincipal,
  key: ParsedApiKey,
  given: {
    readonly name: string;
    readonly system: string;
    readonly scopes: readonly Scope[];
    readonly touchpoints: readonly string[];
    readonly expiresAtMs: number;
    readonly limitPerSecond?: number | undefined;
  },
): Promise<CommitOutcome> {
  const { id } = key;
  const { name, system, scopes, touchpoints, expiresAtMs, limitPerSecond } = given;
  return runtime.commit({
    actor,
    events: [
      announce({
        ...{ action: 'create', id, system, scopes, touchpoints, expiresAtMs },
        ...(limitPerSecond !== undefined && { limitPerSecond }),
      }),
    ],
    rows: [
      {
        table: 'api-key',
        row: {
          ...{ id, name, system, scopes, touchpoints, expiresAtMs },
          mac: apiKeyMac(runtime.vault, key),
          createdAtMs: runtime.clock.now(),
          revokedAtMs: null,
          limitPerSecond: limitPerSecond ?? null,
        },
      },
    ],
  });
}

export type KeyRevocation =
  { readonly ok: true } | { readonly ok: false; readonly reason: ErrorCode };

/** In force everywhere within 5 s. A key revoked before stays as it is. */
export async function revokeApiKey(
  runtime: KeyRuntime,
  actor: DeploymentPrincipal | OfficerPrincipal,
  id: string,
): Promise<KeyRevocation> {
  const row = await runtime.store.findApiKey(id);
  if (row === undefined) return { ok: false, reason: 'not_found' };
  if (row.revokedAtMs !== null) return { ok: true };
  const outcome = await runtime.commit({
    actor,
    events: [announce({ action: 'revoke', id, system: row.system })],
    rows: [{ table: 'api-key-revoked', id, atMs: runtime.clock.now() }],
  });
  return outcome.ok ? { ok: true } : { ok: false, reason: outcome.reason };
}

function announce(document: Readonly<Record<string, string | number | readonly string[]>>) {
  return { about: 'deployment', kind: 'key', document: canonicalJson(document) } as const;
}
