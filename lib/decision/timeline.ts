/**
 * What one place answers somebody as time passes, for systems that answer in their own process
 * (API.md "Freshness", DESIGN §5): `decide` asked for every form a question can have, from now to
 * each instant at which time alone changes the answer. Nothing is decided here a second time.
 * INVARIANT: at any instant that is not `ask`, what is told is what `decide` answers, or stricter:
 * where staff look, and where a prohibition made the no, it stays a no, since its end would say why.
 * What may be sent instead ends in time there too.
 */
import type { WireDenyReason, WireOtherwise } from '../../sdk/src/contract';
import type { LocalAnswer } from '../../sdk/src/local-contract';
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { activeLimits } from '../choice/limits';
import type { SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import { quietEdge } from './barriers';
import { CELL_REASONS, tallyItself } from './cells';
import { contactNow, decide } from './decide';
import { bindsChannel } from './frequency';
import type { Counters, Reason, Verdict } from './model';

/** From `fromMs` on, until the next one. */
export interface Segment {
  readonly fromMs: number;
  readonly answer: LocalAnswer;
}

export interface Person {
  readonly catalogue: CompiledCatalogue;
  readonly state: SubjectState;
  readonly system: string;
}

/** A few days of quiet hours; then the server is asked. */
const MOST_SEGMENTS = 8;
const NO_COUNTERS: Counters = { contacts: [] };
const NOBODY = emptyState();
const NO_DATA: readonly string[] = [];
/** Belongs to no touchpoint's data. */
const UNDECLARED: readonly string[] = [''];
const OF_CELLS: ReadonlySet<Reason> = new Set<Reason>(CELL_REASONS);

export function personOf(
  catalogue: CompiledCatalogue,
  state: SubjectState | undefined,
  system: string,
): Person {
  return { catalogue, state: state ?? NOBODY, system };
}

/** Only the server can tell: it is a no wherever the server is not asked. */
export function asking(compiled: CompiledTouchpoint): LocalAnswer {
  return { decision: false, otherwise: compiled.contact ? 'nothing' : 'generic', ask: true };
}

interface Moment {
  readonly answer: LocalAnswer;
  /** Infinity: it stays as far as it may be told. */
  readonly untilMs: number;
  /** A no whose end is not told: from here on it stays one. */
  readonly stays?: true;
}

/** Asks in one form after the other and remembers the first instant at which any of them changes. */
class Questions {
  untilMs = Infinity;
  constructor(
    private readonly person: Person,
    private readonly touchpoint: string,
    readonly nowMs: number,
  ) {}
  ask(data: readonly string[], gpc: boolean): Verdict {
    const { catalogue, state, system } = this.person;
    const question = { touchpoint: this.touchpoint, data, signals: { gpc }, system };
    const verdict = decide(catalogue, state, NO_COUNTERS, question, this.nowMs);
    this.until(verdict.changesAtMs ?? Infinity);
    return verdict;
  }
  until(atMs: number): void {
    if (atMs < this.untilMs) this.untilMs = atMs;
  }
}

/** Frequency limits in force here; the first end of one among them. */
function countedUntil(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  nowMs: number,
): number | undefined {
  if (!compiled.contact || compiled.contractOnly || state.limits.length === 0) return undefined;
  const { channel } = compiled.touchpoint;
  const binding = activeLimits(state, nowMs).filter(
    ({ limit }) => limit.kind === 'frequency' && bindsChannel(limit, channel),
  );
  if (binding.length === 0) return undefined;
  return Math.min(...binding.map(({ untilMs }) => untilMs ?? Infinity));
}

/** What naming data that is not permitted does, where it says something else than the base. */
function namedReasons(
  compiled: CompiledTouchpoint,
  base: Verdict,
  questions: Questions,
): Record<string, WireDenyReason> | undefined {
  let named: Record<string, WireDenyReason> | undefined;
  for (const category of base.denied) {
    const { reason } = questions.ask([category], false);
    if (reason !== base.reason) (named ??= {})[category] = reason as WireDenyReason;
  }
  return named;
}

function variants(
  compiled: CompiledTouchpoint,
  base: Verdict,
  questions: Questions,
): { undeclared?: WireOtherwise; gpc?: WireOtherwise } {
  const parts: { undeclared?: WireOtherwise; gpc?: WireOtherwise } = {};
  if (compiled.contact) {
    const { otherwise } = questions.ask(UNDECLARED, false);
    if (otherwise !== base.otherwise) parts.undeclared = otherwise;
  }
  if (compiled.sharesForAds && !compiled.contractOnly && base.reason !== 'signal') {
    const { reason, otherwise } = questions.ask(NO_DATA, true);
    if (reason === 'signal') parts.gpc = otherwise;
  }
  return parts;
}

/** When a no whose end is not told may no longer be sent around, or may be again. */
function sendingUntil(compiled: CompiledTouchpoint, { state }: Person, nowMs: number): number {
  if (!compiled.contact || compiled.contractOnly) return Infinity;
  const { may, untilMs } = contactNow({ compiled, state, counters: NO_COUNTERS, nowMs });
  return may ? untilMs : quietEdge(compiled, state, nowMs);
}

/** A clerk never learns that somebody refused, nor when that ends. */
function staffMoment(
  compiled: CompiledTouchpoint,
  person: Person,
  questions: Questions,
  stayed: boolean,
): Moment {
  const base = questions.ask(NO_DATA, false);
  const { decision, otherwise, permitted, obligations } = base;
  if (!decision || stayed) {
    const untilMs = sendingUntil(compiled, person, questions.nowMs);
    return { answer: { decision: false, otherwise }, untilMs, stays: true };
  }
  const answer: LocalAnswer = {
    decision,
    otherwise,
    ...(permitted.length > 0 && { permitted }),
    ...(obligations.length > 0 && { obligations }),
    ...variants(compiled, base, questions),
  };
  return { answer, untilMs: questions.untilMs };
}

function momentAt(
  compiled: CompiledTouchpoint,
  person: Person,
  nowMs: number,
  stayed: boolean,
): Moment {
  const questions = new Questions(person, compiled.touchpoint.key, nowMs);
  const base = questions.ask(NO_DATA, false);
  const { decision, reason, otherwise, permitted, obligations } = base;
  const ofCells = OF_CELLS.has(reason);
  const countedMs = countedUntil(compiled, person.state, nowMs);
  // As somebody who refused the purpose itself: nothing here may say who is a minor.
  const asRefused = !base.staff && (base.prohibited || (stayed && ofCells));
  // Under any other no, what was counted can only forbid what may be sent instead.
  if (countedMs !== undefined && (ofCells || otherwise === 'generic')) {
    const answer = asking(compiled);
    if (base.staff) {
      return { answer: { decision: false, otherwise: answer.otherwise }, untilMs: Infinity };
    }
    questions.until(countedMs);
    if (!asRefused) return { answer, untilMs: questions.untilMs };
    const untilMs = Math.min(countedMs, sendingUntil(compiled, person, nowMs));
    return { answer, untilMs, stays: true };
  }
  if (base.staff) return staffMoment(compiled, person, questions, stayed);
  const parts = variants(compiled, base, questions);
  if (asRefused) {
    const answer: LocalAnswer = { decision: false, reason: 'refused', otherwise, ...parts };
    return { answer, untilMs: sendingUntil(compiled, person, nowMs), stays: true };
  }
  const byData = ofCells && tallyItself(compiled, person.state, nowMs).permits;
  const named = byData ? namedReasons(compiled, base, questions) : undefined;
  const answer: LocalAnswer = {
    ...{ decision, reason, otherwise },
    ...(permitted.length > 0 && { permitted }),
    ...(obligations.length > 0 && { obligations }),
    ...(named !== undefined && { named }),
    ...parts,
  };
  return { answer, untilMs: questions.untilMs };
}

/** From `nowMs` on, oldest first, at least one. */
export function segmentsOf(
  compiled: CompiledTouchpoint,
  person: Person,
  nowMs: number,
): readonly Segment[] {
  const segments: Segment[] = [];
  let stayed = false;
  for (let fromMs = nowMs; ;) {
    if (segments.length >= MOST_SEGMENTS) {
      segments.push({ fromMs, answer: asking(compiled) });
      return segments;
    }
    const { answer, untilMs, stays } = momentAt(compiled, person, fromMs, stayed);
    stayed ||= stays === true;
    segments.push({ fromMs, answer });
    if (untilMs === Infinity) return segments;
    fromMs = untilMs;
  }
}
