/**
 * Judgements laid down as bytes (lib/record/cards.ts), so that thousands of people are answered
 * about without an object each. What is alike for all who are told the same is a kind of answer.
 *
 *   own words of a card: kind + 1 (0: nothing) · changes at · lease ends at (seconds) · the entry it
 *   was last counted in, and of which entries · 11 of the ref
 *
 * INVARIANT: what is laid down is the very judgement that is kept with its subject (kept.ts), and
 * goes when the subject does; it is used only under the catalogue it was judged by, before time may
 * change it, by whoever may ask there.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { SystemPrincipal } from '../identity/model';
import { CARD_SUBJECT, FIRST_OWN, NO_CARD, type Cards } from '../record/cards';
import type { Subject, SubjectReader } from '../record/subjects';
import { mayAsk } from './judge';
import { findKept, secondsOf, wayNumber } from './kept';
import type { AnswerText, Asking, Judgement } from './model';
import type { OutcomeCount } from './outcomes';
import type { CountedKind } from './tally-entries';

export interface AnswerKind extends CountedKind {
  readonly text: AnswerText;
  /** Whether a ref stands between the two parts of the text. */
  readonly named: boolean;
  readonly brief: string;
  readonly count: OutcomeCount;
}

const KIND = FIRST_OWN;
const CHANGES_AT = FIRST_OWN + 1;
const LEASE_ENDS_AT = FIRST_OWN + 2;
const REF = FIRST_OWN + 5;
/** For whoever counts. */
export const CARD_PLACE = {
  entry: FIRST_OWN + 3,
  entryOf: FIRST_OWN + 4,
  subject: CARD_SUBJECT,
} as const;
export const REF_LENGTH = 43;
const KINDS_MOST = 4096;

export class LaidDown {
  private kinds: AnswerKind[] = [];
  private readonly byName = new Map<string, number>();
  private catalogue: CompiledCatalogue | undefined;

  constructor(readonly cards: Cards) {}

  /** Whether anything laid down was judged by it. */
  isBy(catalogue: CompiledCatalogue): boolean {
    return this.catalogue === catalogue;
  }

  /** Undefined where nothing is laid down, or time may have changed it. */
  kindAt(card: number, nowSeconds: number): AnswerKind | undefined {
    const [words, at] = [this.cards.wordsOf(card), this.cards.at(card)];
    const changesAt = (words[at + CHANGES_AT] ?? 0) | 0;
    return nowSeconds < changesAt ? this.kinds[(words[at + KIND] ?? 0) - 1] : undefined;
  }

  leaseEndsAt(card: number): number {
    return (this.cards.wordsOf(card)[this.cards.at(card) + LEASE_ENDS_AT] ?? 0) | 0;
  }

  /** Where the ref stands in the bytes of its chunk. */
  refAt(card: number): number {
    return (this.cards.at(card) + REF) * 4;
  }

  refOf(card: number): string {
    const at = this.refAt(card);
    return this.cards.bytesOf(card).toString('latin1', at, at + REF_LENGTH);
  }

  put(
    subjects: SubjectReader,
    system: string,
    asking: Asking,
    found: Subject,
    judgement: Judgement,
  ) {
    const { at, subject } = asking;
    const { catalogue, tally, text } = judgement;
    if (!('touchpoint' in at) || !('id' in subject) || subject.system !== system) return;
    if (catalogue === undefined || tally === undefined || !text.ascii) return;
    const { ref } = judgement;
    if (tally.subject !== found.subject) return;
    if (ref !== '' && ref.length !== REF_LENGTH) return;
    if (findKept(found, at.touchpoint, system, asking) !== judgement) return;
    const way = wayNumber(at.touchpoint, system, asking);
    if (way === undefined) return;
    this.hold(catalogue);
    const kind = this.kindOf(judgement, tally);
    const card = subjects.cardFor(way, subject, found);
    if (card === NO_CARD) return;
    const words = this.cards.wordsOf(card);
    const own = this.cards.at(card);
    const cardBytes = this.cards.bytesOf(card);
    for (let i = 0; i < ref.length; i += 1) cardBytes[(own + REF) * 4 + i] = ref.charCodeAt(i);
    words[own + CARD_PLACE.entryOf] = 0;
    words[own + CHANGES_AT] = secondsOf(judgement.changesAtMs);
    words[own + LEASE_ENDS_AT] = secondsOf(judgement.leaseEndsAtMs);
    words[own + KIND] = kind + 1;
  }

  private hold(catalogue: CompiledCatalogue): void {
    if (this.catalogue === catalogue && this.kinds.length < KINDS_MOST) return;
    this.cards.clear();
    this.kinds = [];
    this.byName.clear();
    this.catalogue = catalogue;
  }

  private kindOf(judgement: Judgement, tally: NonNullable<Judgement['tally']>): number {
    const { text, ref, brief, count } = judgement;
    const { touchpoint, outcome } = tally;
    const named = ref !== '';
    const told = [count.touchpoint, count.decision, count.reason];
    const name = JSON.stringify([text.before, text.after, named, brief, touchpoint, outcome, told]);
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    this.byName.set(name, this.kinds.length);
    const counted = { touchpoint, outcome, name: 0, nameOf: 0 };
    return this.kinds.push({ text, named, brief, count, ...counted }) - 1;
  }
}

/** The number of the way this is asked, where a card may answer it; undefined: ask as ever. */
export function cardWay(principal: SystemPrincipal, asking: Asking): number | undefined {
  const { at, subject, reserve } = asking;
  const { system, test } = principal;
  if (test || reserve || !('touchpoint' in at)) return undefined;
  if (!('system' in subject) || subject.system !== system) return undefined;
  return mayAsk(principal, at.touchpoint) ? wayNumber(at.touchpoint, system, asking) : undefined;
}

const laid = new WeakMap<Cards, LaidDown>();

export function laidDownOf({ cards }: Pick<SubjectReader, 'cards'>): LaidDown {
  const known = laid.get(cards);
  if (known !== undefined) return known;
  const made = new LaidDown(cards);
  laid.set(cards, made);
  return made;
}
