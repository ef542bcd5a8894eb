/** One question answered from a card (laid-down.ts), as text; whoever has none is asked about as ever (ask.ts). */
import type { SystemPrincipal } from '../identity/model';
import { NO_CARD } from '../record/cards';
import type { Runtime } from '../runtime/model';
import { tokenFor } from './answered';
import { freshAtHand } from './ask';
import { deskOf } from './desk';
import { leaseText } from './judgement';
import { instantOf, secondsOf } from './kept';
import { CARD_PLACE, cardWay, laidDownOf } from './laid-down';
import type { Asking } from './model';
import { LEASE_MS } from './stamps';

/** INVARIANT: the very text that asking as ever would give. Undefined: ask as ever. Never throws. */
export function answerAtHand(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): string | undefined {
  try {
    return freshAtHand(runtime) ? fromCard(runtime, principal, asking) : undefined;
  } catch {
    // Met again, counted and told as a no, by whoever asks as ever.
    return undefined;
  }
}

function fromCard(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): string | undefined {
  const { subject } = asking;
  const { system } = principal;
  const way = cardWay(principal, asking);
  const catalogue = runtime.catalogues.current();
  const laid = laidDownOf(runtime.subjects);
  if (way === undefined || !('id' in subject) || !laid.isBy(catalogue)) return undefined;
  const { cards } = laid;
  const card = cards.find(way, subject.id);
  if (card === NO_CARD) return undefined;
  const nowMs = runtime.clock.now();
  const kind = laid.kindAt(card, secondsOf(nowMs));
  if (kind === undefined) return undefined;
  const desk = deskOf(runtime);
  const token = tokenFor(runtime, system, nowMs);
  const endsAtMs = Math.min(nowMs + LEASE_MS, instantOf(laid.leaseEndsAt(card)));
  const lease = leaseText(desk.instant(endsAtMs), catalogue.version, token);
  const { before, after } = kind.text;
  kind.count.answers += 1;
  desk.tallies.countCard(cards.wordsOf(card), cards.at(card), CARD_PLACE, kind, nowMs);
  const ref = kind.named ? laid.refOf(card) : '';
  return `${before}${ref}${after}${lease}${desk.decisionId()}"}`;
}
