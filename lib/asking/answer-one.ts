/** One question answered from a card (laid-down.ts), as text; whoever has none is asked about as ever (ask.ts). */
import type { SystemPrincipal } from '../identity/model';
import { NO_CARD } from '../record/cards';
import type { Runtime } from '../runtime/model';
import { tokenFor } from './answered';
import { freshAtHand } from './ask';
import { deskOf } from './desk';
import { mayAsk } from './judge';
import { leaseText } from './judgement';
import { instantOf, secondsOf, wayNumber } from './kept';
import { CARD_PLACE, laidDownOf } from './laid-down';
import type { Asking } from './model';
import { LEASE_MS } from './stamps';

/** INVARIANT: the very text that asking as ever would give. Undefined: ask as ever. Never throws. */
export function answerAtHand(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): string | undefined {
  try {
    if (principal.test || asking.reserve || !freshAtHand(runtime)) return undefined;
    return fromCard(runtime, principal, asking);
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
  const { at, subject } = asking;
  const { system } = principal;
  if (!('touchpoint' in at) || !('id' in subject) || subject.system !== system) return undefined;
  const way = wayNumber(at.touchpoint, system, asking);
  const catalogue = runtime.catalogues.current();
  const laid = laidDownOf(runtime.subjects);
  if (way === undefined || !laid.isBy(catalogue) || !mayAsk(principal, at.touchpoint)) {
    return undefined;
  }
  const { cards } = laid;
  const card = cards.find(way, subject.id, 0, subject.id.length);
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
