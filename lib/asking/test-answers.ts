/** Keys `ntk_test_…`: fixed people, every kind of answer, nothing touched (API.md "Keys"). */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { DenyReason, Verdict } from '../decision/model';
import { refuseUnknown } from '../decision/decide';
import { failureOf, judgementOf } from './judgement';
import { touchpointOf } from './judge';
import type { Asking, Judgement } from './model';
import { uncounted } from './outcomes';

export const TEST_SYSTEM = 'test';
const TEST_REASONS: ReadonlyMap<string, DenyReason | 'allowed'> = new Map([
  ['allowed', 'allowed'],
  ['refused', 'refused'],
  ['withdrawn', 'withdrawn'],
  ['never-asked', 'never_asked'],
  ['limit', 'limit_reached'],
  ['stale', 'stale'],
]);

export const TEST_IDS: readonly string[] = [...TEST_REASONS.keys()];

export function judgeForTest(catalogue: CompiledCatalogue, asking: Asking): Judgement {
  return { ...judged(catalogue, asking), count: uncounted() };
}

function judged(catalogue: CompiledCatalogue, asking: Asking): Judgement {
  const id = 'id' in asking.subject ? asking.subject.id : '';
  const reason = TEST_REASONS.get(id) ?? 'never_asked';
  const touchpoint = touchpointOf(asking);
  const compiled = catalogue.touchpoints.get(touchpoint);
  if (compiled === undefined) {
    return judgementOf(catalogue, refuseUnknown(catalogue, touchpoint), { ref: null });
  }
  if (reason === 'stale') return failureOf(catalogue, touchpoint, 'stale', 'test');
  const decision = reason === 'allowed';
  const quiet = compiled.contact && !decision;
  const verdict: Verdict = {
    decision,
    reason,
    otherwise: quiet ? 'nothing' : 'generic',
    touchpoint,
    permitted: decision ? compiled.data : [],
    denied: decision ? [] : compiled.data,
    obligations: [],
    eventId: null,
    evidenceVersion: catalogue.version,
    changesAtMs: null,
    prohibited: false,
    staff: compiled.touchpoint.technique === 'staff',
  };
  return judgementOf(catalogue, verdict, { ref: null });
}
