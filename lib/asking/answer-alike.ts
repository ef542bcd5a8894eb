/**
 * Many questions written alike, answered from cards (laid-down.ts) where people have them: no object
 * is made for any of these. Whoever has none is asked about as ever (ask-many.ts).
 * INVARIANT: an answer from a card is the one `judgeMany` would give.
 */
import type { SystemPrincipal } from '../identity/model';
import { NO_CARD, type NamesInText } from '../record/cards';
import type { Runtime } from '../runtime/model';
import { answeredAt, countAnswer, tokenFor } from './answered';
import { judgeMany } from './ask-many';
import { deskOf, type Desk } from './desk';
import { BATCH_OPENS, batchCloses, fullText, leaseText } from './judgement';
import { instantOf, secondsOf } from './kept';
import {
  CARD_PLACE,
  cardWay,
  laidDownOf,
  REF_LENGTH,
  type AnswerKind,
  type LaidDown,
} from './laid-down';
import type { Asking, Judgement } from './model';
import { Sheet, type SheetText } from './sheet';
import { DECISION_ID_LENGTH, LEASE_MS } from './stamps';

export interface AlikeQuestions extends NamesInText {
  /** How each is asked, about anybody. */
  readonly ways: readonly Asking[];
  askingAt(index: number): Asking | undefined;
}
interface AtHand {
  readonly laid: LaidDown;
  readonly cards: Int32Array;
  readonly kinds: readonly (AnswerKind | undefined)[];
  /** Those without. */
  readonly missing: readonly number[];
}

/** 0: of that way nothing is ever laid down. */
function wayNumbers(principal: SystemPrincipal, { count, ways }: AlikeQuestions): Int32Array {
  const numbers = new Int32Array(count);
  let last: Asking | undefined;
  let number = 0;
  for (let i = 0; i < count; i += 1) {
    const way = ways[i];
    if (way !== undefined && way !== last) {
      last = way;
      number = cardWay(principal, way) ?? 0;
    }
    numbers[i] = number;
  }
  return numbers;
}

function atHand(runtime: Runtime, principal: SystemPrincipal, questions: AlikeQuestions): AtHand {
  const laid = laidDownOf(runtime.subjects);
  const { count } = questions;
  const cards = new Int32Array(count).fill(NO_CARD);
  if (laid.isBy(runtime.catalogues.current())) {
    laid.cards.findAll(questions, wayNumbers(principal, questions), cards);
  }
  const nowSeconds = secondsOf(runtime.clock.now());
  const kinds: (AnswerKind | undefined)[] = [];
  const missing: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const card = cards[i] ?? NO_CARD;
    const kind = card === NO_CARD ? undefined : laid.kindAt(card, nowSeconds);
    kinds.push(kind);
    if (kind === undefined) missing.push(i);
  }
  return { laid, cards, kinds, missing };
}

/** Judged as ever; undefined where that cannot be put beside what is at hand. */
async function judgeMissing(
  runtime: Runtime,
  principal: SystemPrincipal,
  questions: AlikeQuestions,
  missing: readonly number[],
): Promise<{ readonly found: AtHand; readonly judged: readonly Judgement[] } | undefined> {
  const { subjects } = runtime;
  const revision = subjects.seq();
  const askings = missing.map((index) => questions.askingAt(index));
  const known = askings.filter((asking) => asking !== undefined);
  if (known.length < missing.length) return undefined;
  const judged = await judgeMany(runtime, principal, known);
  await subjects.fresh();
  // A commit came in between: one answer would be of another state than the other.
  if (subjects.seq() !== revision) return undefined;
  const found = atHand(runtime, principal, questions);
  const waited = new Set(missing);
  return found.missing.every((index) => waited.has(index)) ? { found, judged } : undefined;
}

/** Undefined: ask as ever. Never rejects. */
export async function answerAlike(
  runtime: Runtime,
  principal: SystemPrincipal,
  questions: AlikeQuestions,
  brief: boolean,
): Promise<SheetText | undefined> {
  try {
    await runtime.subjects.fresh();
    const found = atHand(runtime, principal, questions);
    const { missing } = found;
    if (missing.length === 0) return write(runtime, principal.system, found, [], [], brief);
    const both = await judgeMissing(runtime, principal, questions, missing);
    if (both === undefined) return undefined;
    return write(runtime, principal.system, both.found, missing, both.judged, brief);
  } catch {
    // Met again, counted and told as a no, by whoever asks as ever.
    return undefined;
  }
}

function write(
  runtime: Runtime,
  system: string,
  found: AtHand,
  missing: readonly number[],
  judged: readonly Judgement[],
  brief: boolean,
): SheetText {
  const token = tokenFor(runtime, system, runtime.clock.now());
  const writer = new Writer(runtime, found.laid, token);
  let next = 0;
  found.cards.forEach((card, index) => {
    if (index > 0) writer.sheet.comma();
    const judgement = missing[next] === index ? judged[next++] : undefined;
    const kind = found.kinds[index];
    if (judgement !== undefined) writer.judged(judgement, brief);
    else if (kind !== undefined) writer.fromCard(card, kind, brief);
  });
  return writer.end();
}

class Writer {
  readonly sheet = new Sheet();
  private readonly desk: Desk;
  private readonly nowMs: number;
  private readonly version: number;
  /** The end of a lease that nothing cuts short. */
  private readonly wholeLease: string;
  private endsAtMs: number;
  private readonly places = new Map<AnswerKind, { readonly at: number; readonly length: number }>();
  private lastKind: AnswerKind | undefined;
  private lastPlace = { at: 0, length: 0 };

  constructor(
    runtime: Runtime,
    private readonly laid: LaidDown,
    private readonly token: string,
  ) {
    this.desk = deskOf(runtime);
    this.nowMs = runtime.clock.now();
    this.version = runtime.catalogues.current().version;
    this.endsAtMs = this.nowMs + LEASE_MS;
    this.wholeLease = this.leaseUntil(this.endsAtMs);
    this.sheet.write(BATCH_OPENS);
  }

  end(): SheetText {
    this.sheet.write(batchCloses(this.token, this.desk.instant(this.endsAtMs)));
    return this.sheet.text();
  }

  judged(judgement: Judgement, brief: boolean): void {
    this.endsBy(judgement.leaseEndsAtMs);
    if (brief) {
      countAnswer(this.desk, judgement, this.nowMs);
      this.sheet.writeAny(judgement.brief);
    } else {
      this.sheet.writeAny(fullText(answeredAt(this.desk, judgement, this.token, this.nowMs)));
    }
  }

  fromCard(card: number, kind: AnswerKind, brief: boolean): void {
    const { cards } = this.laid;
    kind.count.answers += 1;
    const place = cards.at(card);
    this.desk.tallies.countCard(cards.wordsOf(card), place, CARD_PLACE, kind, this.nowMs);
    const endsAtMs = instantOf(this.laid.leaseEndsAt(card));
    this.endsBy(endsAtMs);
    if (brief) this.alike(kind, kind.brief);
    else if (endsAtMs >= this.nowMs + LEASE_MS) this.alike(kind, undefined);
    else this.sheet.write(this.blank(kind, this.leaseUntil(endsAtMs)));
    if (!brief) this.fill(card, kind);
  }

  private endsBy(atMs: number): void {
    if (atMs < this.endsAtMs) this.endsAtMs = atMs;
  }

  private leaseUntil(atMs: number): string {
    return leaseText(this.desk.instant(atMs), this.version, this.token);
  }

  /** An answer of that kind, without whom it is about. */
  private blank({ text, named }: AnswerKind, lease: string): string {
    const ref = named ? ''.padEnd(REF_LENGTH) : '';
    return `${text.before}${ref}${text.after}${lease}dec_${''.padEnd(DECISION_ID_LENGTH)}"}`;
  }

  /** Copied from the first of its kind. */
  private alike(kind: AnswerKind, brief: string | undefined): void {
    const { sheet } = this;
    if (kind !== this.lastKind) {
      const known = this.places.get(kind);
      this.lastKind = kind;
      if (known === undefined) {
        const text = brief ?? this.blank(kind, this.wholeLease);
        this.lastPlace = { at: sheet.at, length: text.length };
        this.places.set(kind, this.lastPlace);
        sheet.write(text);
        return;
      }
      this.lastPlace = known;
    }
    sheet.copy(this.lastPlace.at, this.lastPlace.length);
  }

  /** The ref and the id of the answer that was written last. */
  private fill(card: number, kind: AnswerKind): void {
    const { bytes, at } = this.sheet;
    const id = at - DECISION_ID_LENGTH - 2;
    this.desk.writeDecisionId(bytes, id);
    if (!kind.named) return;
    const refs = this.laid.cards.bytesOf(card);
    const from = this.laid.refAt(card);
    const to = this.refBefore(kind, at);
    for (let i = 0; i < REF_LENGTH; i += 1) bytes[to + i] = refs[from + i] ?? 0;
  }

  private refBefore({ text }: AnswerKind, end: number): number {
    // Leases are all of one length: an instant is.
    const tail = this.wholeLease.length + DECISION_ID_LENGTH + 'dec_"}'.length;
    return end - tail - text.after.length - REF_LENGTH;
  }
}
