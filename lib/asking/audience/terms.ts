/** What a candidate may be chosen for, and until when: one object for all who were answered alike. */
import type { SystemVerdict } from '../../decision/redact';
import type { Terms } from './model';

/** 送信期限: whoever took a list sends it within a day or asks about everybody again. */
export const AUDIENCE_MS = 24 * 60 * 60 * 1000;
/** Nobody is recognised by the moment at which a consent ends. */
const BLUR_MS = 10 * 60 * 1000;
/** What changes later than this changes nothing about a list of now. */
export const FARTHEST_MS = AUDIENCE_MS + BLUR_MS;
const NONE: readonly never[] = [];
const TERMS_KEPT = 10_000;

export class TermsBook {
  readonly #known = new Map<string, Terms>();

  /** `openedAtMs`: the same for the whole list. */
  constructor(private readonly openedAtMs: number) {}

  /** undefined: what is permitted ends before anybody could be written to. */
  of(verdict: SystemVerdict, nowMs: number): Terms | undefined {
    const { changesAtMs, permitted = NONE, obligations = NONE } = verdict;
    const endsAtMs = Math.floor((changesAtMs ?? Infinity) / BLUR_MS) * BLUR_MS;
    const validUntilMs = Math.min(this.openedAtMs + AUDIENCE_MS, endsAtMs);
    if (validUntilMs <= nowMs) return undefined;
    const duties = obligations.length === 0 ? '' : JSON.stringify(obligations);
    const name = `${String(validUntilMs)} ${permitted.join(' ')} ${duties}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= TERMS_KEPT) this.#known.clear();
    const terms = { validUntilMs, permitted, obligations };
    this.#known.set(name, terms);
    return terms;
  }
}
