/** What the guided page shows as it happens: the shop's own log and the newest lines of the ledger. */
import type { Locale } from '@/lib/catalogue/model';
import type { LedgerLine } from '@/lib/evidence/tail';
import { DATA_NAMES, REASON_SENTENCES } from '../shop/words';
import type { Exchanged } from '../shop/trace';

export type Outcome = 'yes' | 'no' | 'nothing' | 'late';

/** One place in one exchange. */
export interface AskedView {
  readonly id: string;
  readonly atMs: number;
  readonly system: string;
  readonly request: string;
  readonly tookMs: number;
  readonly touchpoint: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly reasonText: string;
  readonly permitted: readonly string[];
  readonly denied: readonly string[];
  readonly validUntilMs: number | null;
  /** The answer before said otherwise. */
  readonly changed: boolean;
  /** How often the shop asked until an answer came in time. */
  readonly tries: number;
  readonly question: string;
  readonly answer: string;
  readonly decisionId: string;
  /** What the shop then said it had shown, and why: as sent. Empty: it showed nothing personal. */
  readonly report: string;
}
export interface LineView {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly entry: string;
}
export interface Happened {
  readonly asked: readonly AskedView[];
  readonly lines: readonly LineView[];
}

type Json = Readonly<Record<string, unknown>>;
function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function parsed(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    // Cut off or no JSON: shown as it came, read as nothing.
    return {};
  }
}
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

interface Naming {
  readonly locale: Locale;
  readonly placeName: (touchpoint: string) => string;
}

function outcomeOf(answer: Json | undefined): Outcome {
  if (answer === undefined) return 'late';
  if (answer['decision'] === true) return 'yes';
  return answer['otherwise'] === 'nothing' ? 'nothing' : 'no';
}

function dataNames(value: unknown, locale: Locale): readonly string[] {
  return list(value).map((key) => DATA_NAMES[text(key)]?.[locale] ?? text(key));
}

function sentence(reason: string, locale: Locale): string {
  const known = Object.entries(REASON_SENTENCES).find(([key]) => key === reason);
  return known?.[1][locale] ?? reason;
}

function decisionView(
  exchanged: Exchanged,
  index: number,
  question: Json,
  answer: Json | undefined,
  { locale, placeName }: Naming,
): AskedView {
  const touchpoint = text(question['touchpoint']);
  const data = isRecord(answer?.['data']) ? answer['data'] : {};
  const reason = answer === undefined ? 'unavailable' : text(answer['reason']);
  const validUntilMs = Date.parse(text(answer?.['validUntil']));
  const { atMs, system, tookMs, method, path } = exchanged;
  return {
    ...{ atMs, system, tookMs, touchpoint, reason },
    id: `${String(exchanged.id)}.${String(index)}`,
    request: `${method} ${path}`,
    name: placeName(touchpoint),
    outcome: outcomeOf(answer),
    reasonText: sentence(reason, locale),
    permitted: dataNames(data['permitted'], locale),
    denied: dataNames(data['denied'], locale),
    validUntilMs: Number.isNaN(validUntilMs) ? null : validUntilMs,
    changed: false,
    tries: 1,
    question: pretty(question),
    answer: answer === undefined ? '' : pretty(answer),
    decisionId: text(answer?.['decisionId']),
    report: '',
  };
}

function viewsOf(exchanged: Exchanged, naming: Naming): readonly AskedView[] {
  const sent = parsed(exchanged.question);
  const received = parsed(exchanged.answer);
  const answers = exchanged.status === 200 ? list(received['decisions']) : [];
  return list(sent['evaluations']).map((question, index) => {
    const answer = answers[index];
    return decisionView(
      exchanged,
      index,
      isRecord(question) ? question : {},
      isRecord(answer) ? answer : undefined,
      naming,
    );
  });
}

const AGAIN_WITHIN_MS = 3000;

/** Newest first in, newest first out; what was late and then asked again stands as one. */
function joinTries(newestFirst: readonly AskedView[]): readonly AskedView[] {
  const later = new Map<string, number>();
  const joined: AskedView[] = [];
  for (const view of newestFirst) {
    const at = later.get(view.touchpoint);
    const next = at === undefined ? undefined : joined[at];
    const again = view.outcome === 'late' && next && next.atMs - view.atMs < AGAIN_WITHIN_MS;
    if (again && at !== undefined) joined[at] = { ...next, tries: next.tries + 1 };
    else later.set(view.touchpoint, joined.push(view) - 1);
  }
  return joined;
}

/** Newest first in, newest first out; a place whose answer is another than before is marked. */
function markChanges(newestFirst: readonly AskedView[]): readonly AskedView[] {
  const before = new Map<string, string>();
  return newestFirst
    .toReversed()
    .map((view) => {
      if (view.outcome === 'late') return view;
      const now = `${view.outcome} ${view.permitted.join()}`;
      const earlier = before.get(view.touchpoint);
      before.set(view.touchpoint, now);
      return { ...view, changed: earlier !== undefined && earlier !== now };
    })
    .toReversed();
}

/** By decision: what was reported of it. */
function reportsIn(exchanges: readonly Exchanged[]): ReadonlyMap<string, string> {
  const reports = exchanges
    .map(({ question }) => parsed(question))
    .filter((sent) => 'because' in sent);
  return new Map(reports.map((sent) => [text(sent['decisionId']), pretty(sent)]));
}

const SHOWN = 12;

export function happened(
  exchanges: readonly Exchanged[],
  lines: readonly LedgerLine[],
  naming: Naming,
): Happened {
  const views = exchanges.flatMap((exchanged) => viewsOf(exchanged, naming));
  const asked = markChanges(joinTries(views));
  const reports = reportsIn(exchanges);
  return {
    asked: asked
      .slice(0, SHOWN)
      .map((view) => ({ ...view, report: reports.get(view.decisionId) ?? '' })),
    lines: lines.map(({ seq, entry }) => {
      const { t, k } = parsed(entry);
      return { seq, entry, atMs: typeof t === 'number' ? t * 1000 : 0, kind: text(k) };
    }),
  };
}
