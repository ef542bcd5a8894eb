/**
 * What the portal shows, ready to print: names in one language, states as closed words, no
 * markup and no sentences (those are app/_ui/messages). Built purely from the catalogue, the
 * person's state and what was asked and shown (LOOK "route map", UX-10).
 */
import type {
  Basis,
  LineKey,
  PurposeGroupKey,
  Relation,
  Stage,
  TechniqueKey,
} from '../catalogue/model';
import type { StationStatus, Waits } from '../decision/stations';

/** `may_happen`: nobody is signed in, so the place is shown without a state. */
export type ShownStatus = StationStatus | 'may_happen';

export interface Named {
  readonly key: string;
  readonly name: string;
}

/** How often one place asked about this person in the last seven days. */
export interface Tally {
  readonly asked: number;
  readonly refused: number;
}
export type Tallies = ReadonlyMap<string, Tally>;
/** How often a place reported to have tailored, and when last. */
export type ShownTimes = ReadonlyMap<string, { readonly times: number; readonly lastAtMs: number }>;
/** From so many questions in those days on a place asks often. */
export const OFTEN = 10;

export interface StationView extends Named {
  readonly line: LineKey;
  readonly stage: Stage;
  /** 1-based along the line: `M03` on the wide map. */
  readonly number: number;
  /** 1-based column of the wide map. */
  readonly slot: number;
  readonly status: ShownStatus;
  /** Names of data that is used here but not permitted, for 「位置情報は使いません」. */
  readonly withheld: readonly string[];
  readonly untilMs?: number;
  /** Nothing is sent until then, without a pause. */
  readonly waits?: Waits;
  /** What was allowed here for so long (ms) ended as agreed. */
  readonly endedMs?: number;
  readonly tally: Tally;
  /** How often it asked in the last seven days: never, up to nine times, ten times or more. */
  readonly size: 0 | 1 | 2;
  /** A place where records of several lines meet. */
  readonly interchange: boolean;
  readonly transfers: readonly Transfer[];
  /** False when a filter is set and this place does not match it. */
  readonly matches: boolean;
}

/** Another line one can change to at a station. */
export interface Transfer {
  readonly line: Named & { readonly key: LineKey; readonly letter: string };
  readonly station: Named;
  /** Null when nobody is signed in. */
  readonly joined: boolean | null;
}

export interface LineView extends Named {
  readonly key: LineKey;
  readonly letter: string;
  readonly stations: readonly StationView[];
  /** Optional places, and how many of them are tailored now. */
  readonly optional: number;
  readonly tailored: number;
  /** False when every optional station is off or same for all: drawn thin and hollow. */
  readonly running: boolean;
}

export interface StageColumn extends Named {
  readonly key: Stage;
  readonly slot: number;
  readonly span: number;
}

/** A join between two lines, from station to station. */
export interface Interchange {
  readonly from: { readonly row: number; readonly slot: number };
  readonly to: { readonly row: number; readonly slot: number };
  /** Null when nobody is signed in. */
  readonly joined: boolean | null;
}

export interface MapView {
  readonly lines: readonly LineView[];
  readonly stages: readonly StageColumn[];
  readonly slots: number;
  readonly interchanges: readonly Interchange[];
  /** Optional places. */
  readonly total: number;
  readonly tailored: number;
  readonly permittedUnused: number;
  readonly matching: number;
  readonly signedIn: boolean;
}

export const FILTER_KINDS = ['data', 'technique', 'recipient', 'asked', 'now'] as const;
/** What the filter may ask about the last seven days, and about this moment. */
export const ASKED_KEYS = ['week', 'often', 'refused'] as const;
export const NOW_KEYS = ['tailored', 'unused', 'same'] as const;
export interface MapFilter {
  readonly kind: (typeof FILTER_KINDS)[number];
  /** Data category, technique or recipient; one of `ASKED_KEYS` or `NOW_KEYS`. */
  readonly key: string;
}

/** What stands on a cell now: by paint, by basis, or nothing. */
export type CellStanding =
  | 'allowed'
  | 'refused'
  | 'expired'
  /** Allowed for a short time that is over, as agreed. */
  | 'ended'
  | 'done_from_start'
  | 'never_asked'
  | 'always'
  /** Refused by the signal of a browser, whatever was allowed before it. */
  | 'signalled'
  /** Allowed by a child, and not used until their guardian agrees. */
  | 'waiting';

/** What refusing a cell does: places that stop, and places that go on without this data. */
export interface CellEffect {
  readonly stops: readonly Named[];
  readonly without: readonly Named[];
}
export interface DataCellView extends Named {
  readonly sensitive: boolean;
  readonly standing: CellStanding;
  readonly effect: CellEffect;
}
export interface ChannelCellsView extends Named {
  readonly standing: CellStanding;
  readonly effect: CellEffect;
  readonly data: readonly DataCellView[];
}

/** Over all channels of a purpose: `mixed` when they differ. */
export type PurposeStanding = CellStanding | 'mixed';

/** A line about a purpose. */
export interface PurposeInBrief extends Named {
  readonly group: PurposeGroupKey;
  readonly basis: Basis;
  readonly standing: PurposeStanding;
  /** Since when, where one choice stands on all of it. */
  readonly sinceMs?: number;
  readonly untilMs?: number;
}
export interface PurposeView extends PurposeInBrief {
  readonly explicit: boolean;
  readonly contact: boolean;
  readonly summary: string;
  readonly stops: readonly string[];
  readonly continues: readonly string[];
  /** Paused until then, whatever else stands. */
  readonly restsUntilMs?: number;
  /** Not done for people under 18, whatever they choose. */
  readonly forMinors: boolean;
  readonly channels: readonly ChannelCellsView[];
  readonly places: readonly Named[];
}
export interface PurposeGroupView extends Named {
  readonly purposes: readonly PurposeInBrief[];
}

export interface DataUseView {
  readonly purpose: Named & { readonly group: PurposeGroupKey };
  readonly channel: Named;
  readonly basis: Basis;
  readonly standing: CellStanding;
  readonly explicit: boolean;
  /** As of a purpose. */
  readonly forMinors: boolean;
  readonly places: readonly Named[];
  readonly effect: CellEffect;
}
export interface DataView extends Named {
  readonly sensitive: boolean;
  readonly summary: string;
  readonly source: string;
  readonly retention: string;
  readonly uses: readonly DataUseView[];
  readonly effect: CellEffect;
  /** Places that would use it, and those that may now. */
  readonly places: number;
  readonly permitted: number;
}

/** One purpose on one channel. */
export interface ChannelUseView {
  readonly purpose: Named & { readonly group: PurposeGroupKey; readonly summary: string };
  readonly basis: Basis;
  readonly explicit: boolean;
  readonly contact: boolean;
  /** As of a purpose. */
  readonly forMinors: boolean;
  readonly cells: ChannelCellsView;
  readonly places: readonly Named[];
  readonly effect: CellEffect;
}
export interface ChannelView extends Named {
  readonly line: LineKey;
  readonly uses: readonly ChannelUseView[];
  /** Optional places. */
  readonly places: readonly Named[];
  readonly permitted: number;
}

/** Keys of purposes shared for ads: refused by a browser's signal, or allowed after it. */
export interface SignalView {
  readonly followed: readonly string[];
  readonly allowedSince: readonly string[];
}

export interface RecipientView extends Named {
  readonly country: string;
  readonly relation: Relation;
  readonly ground: string;
  readonly items: readonly string[];
}

export interface PlaceView {
  readonly station: StationView;
  readonly line: Pick<LineView, 'key' | 'name' | 'letter' | 'running'>;
  readonly channel: Named;
  readonly stage: Named;
  readonly with: string;
  readonly without: string;
  readonly requires: readonly (Named & { readonly permitted: boolean | null })[];
  readonly mayUse: readonly (Named & { readonly permitted: boolean | null })[];
  readonly neverUsed: readonly string[];
  readonly technique: Named & { readonly key: TechniqueKey; readonly summary: string };
  readonly system: string;
  readonly recipients: readonly RecipientView[];
  readonly purposes: readonly PlacePurposeView[];
  /** Nothing here is optional. */
  readonly contract: boolean;
  /** Some purpose takes two steps of its own. */
  readonly explicit: readonly Named[];
  /** An answer has been given at this place or for all it does. */
  readonly choice: 'allowed' | 'refused' | 'none';
  /** Allowing for a quarter of an hour: whether it is offered here, and whether it is what holds. */
  readonly briefly: 'chosen' | 'offered' | 'none';
  /** Everything optional here is done from the start until refused. */
  readonly objection: boolean;
  readonly prohibited: boolean;
  /** Never done for somebody of this person's age, whatever is chosen. */
  readonly forMinors: boolean;
  /** The stations before and after it on its line. */
  readonly before?: Named;
  readonly after?: Named;
}
export interface PlacePurposeView extends Named {
  readonly group: PurposeGroupKey;
  readonly summary: string;
  readonly basis: Basis;
  readonly standing: CellStanding;
  readonly explicit: boolean;
}
