/**
 * What a person said, as events, and the state they fold into (DESIGN §4, API.md "type").
 * Instants inside events are integer milliseconds since the Unix epoch; lists are sorted and
 * unique; absent keys are left out: these objects are hashed (LEDGER.md "Entry").
 */
import type { CellKey, TechniqueKey } from '../catalogue/model';
import type {
  AskErasureBody,
  ErasureAnsweredBody,
  ErasureBody,
  ErasureRequestBody,
} from './erasing-model';

export const EVERYTHING = '*';
export type Everything = typeof EVERYTHING;
/** A list of keys, or `*`, which also covers keys added later. */
export type Extent = readonly string[] | Everything;

/** Who acted, set by the server, never by the caller (LEDGER.md). */
export const ACTS_BY = [
  'person',
  'guardian',
  'key',
  'link',
  'embed',
  'browser',
  'officer',
  'system',
  /** Nobody: a round over the product's own way out. */
  'watch',
] as const;
export type ActBy = (typeof ACTS_BY)[number];

export const SURFACES = [
  'portal',
  'console',
  'embed',
  'mail-link',
  'browser',
  'store-tablet',
  'call',
  'form',
  'link',
  'app',
  'api',
  'import',
  'system',
] as const;
export type Surface = (typeof SURFACES)[number];
/** Surfaces a key may name (API.md). */
export const KEY_SURFACES = [
  'store-tablet',
  'call',
  'form',
  'link',
  'app',
  'api',
  'import',
] as const;

export interface BodyHead {
  readonly by: ActBy;
  readonly surface: Surface;
  readonly receivedAtMs: number;
  /** When the person said it, if not now. An allow without it is never late. */
  readonly givenAtMs?: number;
  /** The asking system, when a key acted. */
  readonly system?: string;
}

export interface NoticeRef {
  readonly catalogueVersion: number;
  readonly locale: string;
  /** base64url SHA-256 of the notice (DESIGN §3). */
  readonly digest: string;
}

export interface AllowBody extends BodyHead {
  readonly type: 'allow';
  readonly purposes: readonly string[];
  readonly channels: readonly string[];
  /** `[]` paints the purpose itself; every allow paints `itself` too. */
  readonly data: readonly string[];
  readonly notice: NoticeRef;
  /** Absent on legitimate interest, which never expires. */
  readonly expiresAtMs?: number;
  readonly explicit?: true;
  /** Cells skipped because they were painted since `givenAtMs`: stored, never recomputed. */
  readonly notPainted?: readonly CellKey[];
}
export interface DenyBody extends BodyHead {
  readonly type: 'deny';
  readonly purposes: Extent;
  readonly channels: Extent;
  /** `*` paints `itself` too; a list refuses only that data. */
  readonly data: Extent;
}
export interface TouchpointSwitchBody extends BodyHead {
  readonly type: 'touchpoint-off' | 'touchpoint-on';
  readonly touchpoint: string;
}
export interface TechniqueSwitchBody extends BodyHead {
  readonly type: 'technique-off' | 'technique-on';
  readonly technique: TechniqueKey;
}
export interface PauseBody extends BodyHead {
  readonly type: 'pause';
  readonly untilMs: number;
  /** Absent: everything optional. */
  readonly purposes?: readonly string[];
}
export interface ResumeBody extends BodyHead {
  readonly type: 'resume';
}
export const PERIODS = ['day', 'week', 'month', 'rolling'] as const;
export type LimitSpec =
  | {
      readonly kind: 'frequency';
      /** Absent: over all channels together. */
      readonly channel?: string;
      readonly max: number;
      readonly per: (typeof PERIODS)[number];
      /** Only with `per: 'rolling'`: the length of the window in days. */
      readonly days?: number;
      /** IANA zone that says where a day, week (Monday) or month begins. */
      readonly zone: string;
    }
  /** `from` and `to` are `HH:MM` in `zone`; `from` > `to` passes midnight. */
  | {
      readonly kind: 'quietHours';
      readonly from: string;
      readonly to: string;
      readonly zone: string;
    }
  | { readonly kind: 'dataAge'; readonly data: string; readonly maxDays: number }
  | { readonly kind: 'mute'; readonly topic: string }
  | { readonly kind: 'notPurchased' }
  | { readonly kind: 'variety' }
  | { readonly kind: 'preferredChannel'; readonly channel: string };
export const LIMIT_KINDS = [
  'frequency',
  'quietHours',
  'dataAge',
  'mute',
  'notPurchased',
  'variety',
  'preferredChannel',
] as const;
export interface LimitBody extends BodyHead {
  readonly type: 'limit';
  readonly limit: LimitSpec;
  /** The limit ends by itself at this instant. */
  readonly untilMs?: number;
  /** Signed-in person only: takes the limit of this very kind and key away. */
  readonly remove?: true;
}
export interface SignalBody extends BodyHead {
  readonly type: 'signal';
  readonly signal: 'gpc';
  /** Pseudonymous device id: base64url HMAC, one event per device. */
  readonly device: string;
}
export interface ToldBody extends BodyHead {
  readonly type: 'told';
  // The words themselves are personal: they stand in the personal part.
  /** Takes back what another such event told; which one is named in the personal part (`of`). */
  readonly withdrawn?: true;
}
export interface ContestBody extends BodyHead {
  readonly type: 'contest';
  /** Where the guess was used: the system that runs the place is told. What it was is personal. */
  readonly touchpoint?: string;
}
/** That system has heard of it. */
export interface ContestReceivedBody extends BodyHead {
  readonly type: 'contest-received';
}
/** 「今はしない」, about what changed up to this version and what ends soon: it is not brought up again. */
export interface DismissBody extends BodyHead {
  readonly type: 'dismiss';
  readonly catalogueVersion: number;
}
export interface JoinBody extends BodyHead {
  readonly type: 'join';
  readonly confirmed: boolean;
}
export interface SplitBody extends BodyHead {
  readonly type: 'split' | 'not-me';
}
export interface LookBody extends BodyHead {
  readonly type: 'look';
  readonly ground: string;
}
export interface RoleBody extends BodyHead {
  readonly type: 'role';
  readonly role: string;
  readonly granted: boolean;
}
export interface ExportBody extends BodyHead {
  readonly type: 'export';
  readonly format: string;
  readonly filter: string;
  /** SHA-256 in hex of an audit pack's manifest: the log vouches for what was handed out. */
  readonly digest?: string;
}
export interface HoldBody extends BodyHead {
  readonly type: 'hold';
  readonly ground: string;
  readonly endsAtMs: number;
  /** Ends the hold that would have run until `endsAtMs` before its time. */
  readonly released?: true;
}
export const AGE_BANDS = ['child', 'teen', 'adult'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];
export interface GuardianBody extends BodyHead {
  readonly type: 'guardian';
  /**
   * `declare` states the age band; `link`/`unlink` begin and end who the guardian is;
   * `approve`/`refuse` decide what law reserves for a guardian; `ask`: the minor asked for it, or
   * an officer asked another to say that they are of age – with a younger band: it stays as it is.
   */
  readonly act: 'declare' | 'link' | 'unlink' | 'approve' | 'refuse' | 'ask';
  /** The copy in the guardian's own chain, which changes nothing for them. */
  readonly asGuardian?: true;
  readonly ageBand?: AgeBand;
  /** Majority: from here on the band no longer binds. */
  readonly endsAtMs?: number;
  /** With a `declare` of officers: refused from then on, until the person allows them anew. */
  readonly purposes?: readonly string[];
}
export interface UndoBody extends BodyHead {
  readonly type: 'undo';
  // The event undone is named in the personal part (`of`).
}

export type EventBody =
  | AllowBody
  | DenyBody
  | TouchpointSwitchBody
  | TechniqueSwitchBody
  | PauseBody
  | ResumeBody
  | LimitBody
  | SignalBody
  | ToldBody
  | ContestBody
  | ContestReceivedBody
  | DismissBody
  | JoinBody
  | SplitBody
  | LookBody
  | RoleBody
  | ExportBody
  | HoldBody
  | ErasureRequestBody
  | ErasureBody
  | AskErasureBody
  | ErasureAnsweredBody
  | GuardianBody
  | UndoBody;
export type EventType = EventBody['type'];
export const EVENT_TYPES = [
  'allow',
  'deny',
  'touchpoint-off',
  'touchpoint-on',
  'technique-off',
  'technique-on',
  'pause',
  'resume',
  'limit',
  'signal',
  'told',
  'contest',
  'contest-received',
  'dismiss',
  'join',
  'split',
  'not-me',
  'look',
  'role',
  'export',
  'hold',
  'erasure-request',
  'erasure',
  'ask-erasure',
  'erasure-answered',
  'guardian',
  'undo',
] as const satisfies readonly EventType[];

/** One event as the fold reads it. Order is the array's order: the ledger's. */
export interface FoldEvent {
  readonly eventId: string;
  /** The subject that acted (before any join it was a part of). */
  readonly subject: string;
  readonly body: EventBody;
  /** join, split, not-me, guardian: the other subject. undo, told, contest-received: the event id undone, taken back or received. contest: the exposure. */
  readonly of?: string;
  /** A signal that was undone: its device stays known, and nothing is refused by it (undo.ts). */
  readonly takenBack?: boolean;
}

/** One paint on one cell. `order` is local to the state: later is higher. */
export interface Paint {
  readonly effect: 'allow' | 'deny';
  readonly order: number;
  readonly eventId: string;
  readonly receivedAtMs: number;
  /** The cell had been allowed before this deny: `withdrawn` instead of `refused`. */
  readonly hadAllow: boolean;
  /** Catalogue version of the notice; 0 on a deny. */
  readonly noticeVersion: number;
  /** Absent: never. */
  readonly expiresAtMs?: number;
}

/** A deny with a `*`: kept as a box, since it also covers keys added later. */
export interface Sweep {
  readonly purposes: Extent;
  readonly channels: Extent;
  readonly data: Extent;
  readonly order: number;
  readonly eventId: string;
  readonly receivedAtMs: number;
}

export interface Mark {
  readonly order: number;
  readonly eventId: string;
  readonly atMs: number;
}

/** One guardian: since when they are linked, and by purpose their last word of approval. */
export interface Guardian extends Mark {
  readonly approved: ReadonlyMap<string, Mark>;
}

/** The fold of a subject's events. Plain data, deeply frozen by convention: never mutate one you did not make. */
export interface SubjectState {
  /** The highest order given out so far. */
  readonly order: number;
  readonly cells: ReadonlyMap<CellKey, Paint>;
  /** Oldest first. */
  readonly sweeps: readonly Sweep[];
  /** Places and techniques that are off now. */
  readonly touchpointsOff: ReadonlyMap<string, Mark>;
  readonly techniquesOff: ReadonlyMap<string, Mark>;
  readonly pauses: readonly (Mark & { readonly untilMs: number; readonly purposes: Extent })[];
  /** By device. */
  readonly signals: ReadonlyMap<string, Mark>;
  /** Purposes a signed-in person allowed after a signal: lifted from it. */
  readonly signalsLifted: ReadonlyMap<string, Mark>;
  readonly limits: readonly (Mark & { readonly limit: LimitSpec; readonly untilMs?: number })[];
  readonly age?: {
    readonly band: AgeBand;
    readonly endsAtMs?: number;
    /** Of an earlier time as a child: what was allowed before it took a guardian's word. */
    readonly guardedUntilMs?: number;
    /** Said by the person, and theirs to take back. */
    readonly own?: true;
  };
  /** Linked now, the first of them; by purpose when the last of them had approved. */
  readonly guardian?: Mark & {
    readonly approved: ReadonlyMap<string, Mark>;
    /** By the guardian's own subject. Absent in states of before there could be several. */
    readonly each?: ReadonlyMap<string, Guardian>;
  };
  readonly holds: readonly (Mark & { readonly endsAtMs: number })[];
  /** True where this subject rests on an unconfirmed link: the other side's allows do not reach it. */
  readonly unconfirmed: boolean;
}
