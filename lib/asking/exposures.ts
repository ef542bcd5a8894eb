/**
 * What a system says it personalised, and why (DESIGN §5 "exposure"): sealed under the person's
 * key. It is written after the answer, so that the answer takes as long for somebody nobody has
 * seen; what is under way is finished before the runtime closes.
 */
import type { ExposureReason } from '../../sdk/src/contract';
import { AppError } from '../errors';
import type { SystemPrincipal } from '../identity/model';
import { newId } from '../ids';
import { sealForSubject } from '../record/personal';
import type { Runtime } from '../runtime/model';
import { deskOf } from './desk';
import type { AskedSubject } from './model';

export interface Exposure {
  readonly subject: AskedSubject;
  readonly touchpoint: string;
  readonly decisionId?: string | undefined;
  readonly atMs?: number;
  readonly because: readonly ExposureReason[];
}
export type ExposureOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        'unknown_touchpoint' | 'forbidden' | 'unknown_data' | 'time_in_future' | 'time_in_past';
      /** JSON pointer. */
      readonly field: string;
      readonly detail: string;
    };

const CLOCKS_APART_MS = 60_000;
const LATEST_DAYS = 30;
const DAY_MS = 86_400_000;
const UNDER_WAY_MAX = 2000;

function refusalOf(
  runtime: Runtime,
  principal: SystemPrincipal,
  exposure: Exposure,
): ExposureOutcome {
  const no = (
    reason: Extract<ExposureOutcome, { ok: false }>['reason'],
    field: string,
    detail: string,
  ): ExposureOutcome => ({ ok: false, reason, field, detail });
  const catalogue = runtime.catalogues.current();
  const compiled = catalogue.touchpoints.get(exposure.touchpoint);
  if (compiled === undefined) return no('unknown_touchpoint', '/touchpoint', 'is not on the map');
  const { touchpoints, system } = principal;
  const listed = touchpoints[0] === '*' || touchpoints.includes(exposure.touchpoint);
  if (!principal.test && (compiled.touchpoint.system !== system || !listed)) {
    return no('forbidden', '/touchpoint', 'is not a touchpoint of this key');
  }
  const unknown = exposure.because.findIndex(
    ({ data }) => data !== undefined && !catalogue.data.has(data),
  );
  if (unknown >= 0) {
    return no('unknown_data', `/because/${String(unknown)}/data`, 'is not in the catalogue');
  }
  const nowMs = runtime.clock.now();
  const atMs = exposure.atMs ?? nowMs;
  if (atMs > nowMs + CLOCKS_APART_MS) return no('time_in_future', '/at', 'has not come yet');
  if (atMs < nowMs - LATEST_DAYS * DAY_MS) return no('time_in_past', '/at', 'is too long ago');
  return { ok: true };
}

/** One decision is reported once per touchpoint: its id says so, without saying whose it is. */
function exposureId(runtime: Runtime, { system }: SystemPrincipal, exposure: Exposure): string {
  const { decisionId, touchpoint, subject } = exposure;
  if (decisionId === undefined) return newId('exp');
  const named = JSON.stringify([system, decisionId, touchpoint, subject]);
  return `exp_${Buffer.from(runtime.vault.mac('exposure', named)).toString('base64url').slice(0, 22)}`;
}

async function write(
  runtime: Runtime,
  principal: SystemPrincipal,
  exposure: Exposure,
  receivedAtMs: number,
): Promise<void> {
  const { subjects, store, vault } = runtime;
  const asked = exposure.subject;
  const subject =
    'handle' in asked
      ? await deskOf(runtime).ownHandles.find(subjects, principal.system, asked.handle)
      : await subjects.byHandle(vault.handleOf(asked));
  if (subject === undefined) return;
  const id = exposureId(runtime, principal, exposure);
  await store.putExposure({
    id,
    subject: subject.subject,
    touchpoint: exposure.touchpoint,
    atMs: Math.min(exposure.atMs ?? receivedAtMs, receivedAtMs),
    receivedAtMs,
    decisionId: exposure.decisionId ?? null,
    sealed: await sealForSubject(runtime, subject.subject, id, exposure.because),
  });
}

/** Throws AppError('unavailable') when too many are under way. */
export function recordExposure(
  runtime: Runtime,
  principal: SystemPrincipal,
  exposure: Exposure,
): ExposureOutcome {
  const refusal = refusalOf(runtime, principal, exposure);
  if (!refusal.ok || principal.test) return refusal;
  const { underWay } = deskOf(runtime);
  if (underWay.size >= UNDER_WAY_MAX) throw new AppError('unavailable', 'too many reports at once');
  const writing = write(runtime, principal, exposure, runtime.clock.now())
    .catch((err: unknown) => {
      runtime.log.error({ err }, 'an exposure could not be written');
    })
    .finally(() => underWay.delete(writing));
  underWay.add(writing);
  return { ok: true };
}
