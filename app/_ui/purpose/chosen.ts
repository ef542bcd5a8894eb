import type { Basis } from '@/lib/catalogue/model';
import type { CellStanding, PurposeStanding } from '@/lib/portal/model';

/** What the radios show: only what somebody chose, and only while it holds. */
export function chosenOf(standing: PurposeStanding): 'allowed' | 'refused' | 'none' {
  if (standing === 'waiting') return 'allowed';
  return standing === 'allowed' || standing === 'refused' ? standing : 'none';
}

/** Refused with one button. After a signal of the browser both ways are open again. */
export function objects(basis: Basis, standing: CellStanding | 'mixed'): boolean {
  return basis === 'legitimate_interest' && standing !== 'signalled' && standing !== 'mixed';
}
