/**
 * "What would we have answered then, under which words?" (DESIGN §4, last lines.) The events of
 * everybody the record was ever joined with, received by that instant, are folded in the ledger's
 * order and put before `decide` with the catalogue that was in force. Messages sent are not
 * counted: a frequency limit answers as if nothing had been sent.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { LOCALES, type Locale } from '../catalogue/model';
import { noticeBytes, noticeDigest } from '../catalogue/notice';
import { foldSubject } from '../choice/fold';
import { decideByPurpose } from '../decision/by-purpose';
import { decide } from '../decision/decide';
import type { Counters, Verdict } from '../decision/model';
import { catalogueAt } from '../record/catalogue-at';
import { chainStanding, type ChainStanding } from '../record/chain-standing';
import { loadComponent } from '../record/component';
import { toFoldEvent, type OpenedEvent } from '../record/personal';
import type { Runtime } from '../runtime/model';

export type PlaceThen =
  | { readonly touchpoint: string }
  | { readonly purpose: string; readonly channel: string; readonly system: string };

export interface QuestionThen {
  readonly subject: string;
  readonly place: PlaceThen;
  /** Data the asker would have named. */
  readonly data?: readonly string[];
  readonly atMs: number;
}

export interface WordsInForce {
  readonly locale: Locale;
  /** base64url SHA-256 of `text`: the notice's identity. */
  readonly digest: string;
  readonly text: string;
}

export interface AnswerThen {
  readonly atMs: number;
  readonly verdict: Verdict;
  /** In force at that instant. */
  readonly catalogue: CompiledCatalogue;
  readonly words: readonly WordsInForce[];
  /** The newest event that decided; null when none did. */
  readonly deciding: OpenedEvent | null;
  /** What was on record then, oldest first. */
  readonly before: readonly OpenedEvent[];
  /** What came after it: said, so that nobody mistakes then for now. */
  readonly after: readonly OpenedEvent[];
  readonly chain: ChainStanding;
  /** Leaves in the log then (`seq` of the newest); 0 before its first. */
  readonly logSeq: number;
}

const NOTHING_SENT: Counters = { contacts: [] };

function wordsOf({ catalogue }: CompiledCatalogue): WordsInForce[] {
  return LOCALES.map((locale) => ({
    locale,
    digest: noticeDigest(catalogue, locale),
    text: noticeBytes(catalogue, locale),
  }));
}

function verdictThen(
  catalogue: CompiledCatalogue,
  events: readonly OpenedEvent[],
  { subject, place, data = [], atMs }: QuestionThen,
): Verdict {
  const state = foldSubject(events.map(toFoldEvent), subject);
  const signals = { gpc: false };
  if ('touchpoint' in place) {
    const { touchpoint } = place;
    const system = catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
    return decide(catalogue, state, NOTHING_SENT, { touchpoint, data, signals, system }, atMs);
  }
  return decideByPurpose(catalogue, state, NOTHING_SENT, { ...place, data, signals }, atMs);
}

async function logSeqAt(runtime: Runtime, atMs: number): Promise<number> {
  const [newest] = await runtime.store.searchLog({ toMs: atMs + 1, order: 'newest', limit: 1 });
  return newest?.seq ?? 0;
}

/**
 * Reads only; who may ask is `answerInquiry`'s to judge. undefined: no such subject (any more),
 * or nothing was published by then.
 */
export async function decisionAt(
  runtime: Runtime,
  question: QuestionThen,
): Promise<AnswerThen | undefined> {
  const { subject, atMs } = question;
  const catalogue = await catalogueAt(runtime, atMs);
  const { rows, events } = await loadComponent(runtime, [subject]);
  if (catalogue === undefined || !rows.has(subject)) return undefined;
  const before = events.filter(({ body }) => body.receivedAtMs <= atMs);
  const verdict = verdictThen(catalogue, before, question);
  return {
    atMs,
    verdict,
    catalogue,
    words: wordsOf(catalogue),
    deciding: before.find(({ personal }) => personal.event === verdict.eventId) ?? null,
    before,
    after: events.filter(({ body }) => body.receivedAtMs > atMs),
    chain: chainStanding(events),
    logSeq: await logSeqAt(runtime, atMs),
  };
}
