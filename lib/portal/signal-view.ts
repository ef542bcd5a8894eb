/** What became of the browser's signal, for the people it is about (UX-38). */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, type Purpose } from '../catalogue/model';
import type { SubjectState } from '../choice/model';
import { signalBinds, TAKEN_BACK } from '../choice/signals';
import type { SignalView } from './model';
import { standingAt } from './standing';

/** Undefined where no signal is on record, or each was taken back: then nothing is claimed. */
export function signalView(
  compiled: CompiledCatalogue,
  state: SubjectState | undefined,
  nowMs: number,
): SignalView | undefined {
  if (state === undefined) return undefined;
  if ([...state.signals.values()].every(({ order }) => order === TAKEN_BACK)) return undefined;
  const shared = [...compiled.usedCells.keys()].flatMap((key) => {
    const purpose = compiled.purposes.get(key);
    return purpose?.sharesForAds ? [purpose] : [];
  });
  const isAllowed = (purpose: Purpose) =>
    [...(compiled.usedCells.get(purpose.key)?.keys() ?? [])].some(
      (channel) => standingAt(state, purpose, channel, ITSELF, nowMs).standing === 'allowed',
    );
  return {
    followed: shared.filter(({ key }) => signalBinds(state, key)).map(({ key }) => key),
    allowedSince: shared.filter(isAllowed).map(({ key }) => key),
  };
}
