/** Totals of an audience: by reason where systems may read one, and never about a few. */
import { REASONS, type Reason, type Verdict } from '../../decision/model';
import { SMALL, type Totals } from './model';

export class Tally {
  readonly #counts = new Map<Reason, number>();
  #permitted = 0;
  /** Permitted, but not for long enough to be written to. */
  #brief = 0;
  #staff = false;

  count({ reason, decision, staff }: Verdict, isCandidate: boolean): void {
    if (staff) this.#staff = true;
    if (isCandidate) this.#permitted += 1;
    else if (decision) {
      this.#brief += 1;
      return;
    }
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** INVARIANT: a count below `SMALL` is told only together with the others. */
  totals(people: number): Pick<Totals, 'permitted' | 'not' | 'reasons'> {
    const permitted = this.#permitted;
    const totals = { permitted, not: people - permitted };
    if (this.#staff) return totals;
    const reasons: Partial<Record<Reason | 'other', number>> = {};
    let other = this.#brief;
    for (const reason of REASONS) {
      const count = this.#counts.get(reason) ?? 0;
      if (count >= SMALL) reasons[reason] = count;
      else other += count;
    }
    if (other > 0) reasons.other = other;
    return { ...totals, reasons };
  }
}
