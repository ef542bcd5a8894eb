import { grantOf } from '../grant';
import type { History } from '../history';
import { SLOTS, type Slot } from './every-slot';
import type { Because } from './slot';

/** What the slot of this touchpoint rests on; undefined where the shop has none, or shows what everyone sees. */
export function exposed(
  touchpoint: string,
  history: History,
  permitted: readonly string[],
): readonly Because[] | undefined {
  const slots: Readonly<Record<string, Slot>> = SLOTS;
  const composed = slots[touchpoint]?.(
    grantOf(permittedAnswer(touchpoint, permitted), history),
    'nothing',
  );
  return composed?.personal === true ? composed.because : undefined;
}

function permittedAnswer(touchpoint: string, permitted: readonly string[]) {
  return {
    decision: true,
    otherwise: 'generic',
    touchpoint,
    validUntil: '',
    catalogueVersion: 0,
    consentToken: '',
    decisionId: '',
    data: { permitted },
    obligations: [],
  } as const;
}
