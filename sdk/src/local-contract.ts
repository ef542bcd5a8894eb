/**
 * The wire contract of local evaluation (API.md "Freshness"): types only, no code. What a system
 * holds in its own process, and how it is read.
 */
import type { WireDenyReason, WireObligation, WireOtherwise, WireReason } from './contract';

// Instants here are whole milliseconds since the Unix epoch, by the server's clock.
// Timelines and profiles are numbered from 0, in the order in which one response defines them:
// numbers of one response mean nothing in another.

/** What one place answers while nothing changes. Read it in this order: `ask`, `undeclared`, `gpc`, the rest. */
export interface LocalAnswer {
  /** For a question that names no data. */
  readonly decision: boolean;
  /** Absent where staff look at a screen, and with `ask`. */
  readonly reason?: WireReason;
  readonly otherwise: WireOtherwise;
  /** Of the place's data; the rest is denied. Absent: none. */
  readonly permitted?: readonly string[];
  /** On a permit only. Absent: none. */
  readonly obligations?: readonly WireObligation[];
  /**
   * Naming this data, which is not permitted, makes it a no with this reason: of several, the
   * one that stands first in `WireDenyReason`. A permit is a no as well where data is named that
   * is neither permitted nor listed here (staff: without a reason).
   */
  readonly named?: Readonly<Record<string, WireDenyReason>>;
  /** `otherwise` where data is named that the place never declared (`not_declared`); absent: as above. */
  readonly undeclared?: WireOtherwise;
  /** Where the browser signalled: a no (`signal`) with this `otherwise`. Absent: it changes nothing. */
  readonly gpc?: WireOtherwise;
  /** Only the server can tell just now (it counts messages, or time is about to change the answer): ask it, or take it as a no. */
  readonly ask?: true;
}
/**
 * What one place answers as time passes: `first`, then the answer beside each change, whose
 * number says which pair of a person's instants it is.
 */
export interface LocalTimeline {
  readonly first: LocalAnswer;
  /** Oldest first; absent: nothing changes by itself. */
  readonly then?: readonly (readonly [change: number, answer: LocalAnswer])[];
}
/** A place of your own that this key may ask about. */
export interface LocalPlace {
  readonly touchpoint: string;
  /** What may be named: required first, then what may be used. */
  readonly data: readonly string[];
  /** Answers say neither reason nor what is denied. */
  readonly staff?: true;
}
/** A place on the map that this key may not ask about, or that is no more: the same for everybody. */
export interface LocalElsewhere extends LocalPlace {
  readonly reason: 'touchpoint_retired' | 'system_not_allowed';
  readonly otherwise: WireOtherwise;
}
/** Profile: one timeline for each place, in the order of `places`. */
export type LocalProfile = readonly number[];
/**
 * Your own handle, the profile's number, then two instants for each change `n`: it comes at or
 * after instant `2n` and has come at `2n + 1`. Between the two, ask (`ask`). They are blurred, so
 * that nobody recognises a person by the moment at which a consent ends.
 */
export type LocalPerson = readonly [handle: string, profile: number, ...instants: number[]];

export interface LocalTables {
  readonly timelines: readonly LocalTimeline[];
  readonly profiles: readonly LocalProfile[];
}
export interface LocalMap {
  readonly format: 1;
  readonly catalogueVersion: number;
  readonly places: readonly LocalPlace[];
  readonly elsewhere: readonly LocalElsewhere[];
}

/** Lines of `GET /api/v1/snapshot` (NDJSON). Without its `end` it is not whole. */
export type SnapshotLine =
  SnapshotBegin | ({ readonly line: 'define' } & LocalTables) | SnapshotPeople | SnapshotEnd;
/** The first line. */
export interface SnapshotBegin extends LocalMap {
  readonly line: 'begin';
  /** Where to go on with `GET /api/v1/changes`. */
  readonly cursor: string;
  readonly asOf: number;
  /** The profile of everybody nobody has seen; its definition follows. */
  readonly unseen: number;
}
/** Whoever is in no such line is `unseen`; a later line replaces what an earlier one said of a handle. */
export interface SnapshotPeople {
  readonly line: 'people';
  readonly people: readonly LocalPerson[];
  /**
   * When the response ends before its `end`: `?resume=…` goes on after this line. Whether this line
   * is what was sent says the checksum of a later one.
   */
  readonly resume?: string;
  /** Beside `resume`: CRC-32 (as at the end) of all bytes of this response before this line. */
  readonly crc32?: string;
}
/** The last line. */
export interface SnapshotEnd {
  readonly line: 'end';
  /** Listed in this response. */
  readonly people: number;
  /** CRC-32 (IEEE, eight hexadecimal digits) of all bytes before this line. */
  readonly crc32: string;
}

/** `event: begin` of `GET /api/v1/changes`: first, with everything defined on this stream so far. */
export interface ChangesBegin extends LocalMap, LocalTables {
  /** Of another catalogue than your snapshot's: take a new one. */
  readonly catalogueVersion: number;
  readonly unseen: number;
}
/**
 * `event: change`, its id the cursor; without one, more of what you missed follows and `asOf` says
 * nothing yet. Defines what it uses for the first time; the numbers go on from `begin`.
 */
export interface ChangesChange extends LocalTables {
  readonly asOf: number;
  /** Each replaces what was known of the handle; profile `unseen`: forget it. */
  readonly people: readonly LocalPerson[];
}
/** `event: beat`, its id the cursor, at least every second. */
export interface ChangesBeat {
  /** Everything acknowledged before this instant is in what you have: leases run from here. */
  readonly asOf: number;
}
/** `event: resync`, the last one: take a new snapshot. */
export interface ChangesResync {
  readonly reason: 'gap' | 'epoch' | 'catalogue' | 'erased';
}
/** `event: end`, the last one: `key` – it is no longer good; `closing` – ask again at once. */
export interface ChangesEnd {
  readonly reason: 'key' | 'closing';
}

/** `GET /api/v1/handle-key`: handle = "h1_" + base64url(HMAC-SHA-256(key, NFC(id))). */
export interface HandleKeyAnswer {
  readonly system: string;
  /** base64url, 32 bytes. */
  readonly key: string;
}

/** `GET /api/v1/subjects/{handle}/permissions`: one person's timelines, one a place, with their instants. */
export interface PermissionsAnswer {
  readonly catalogueVersion: number;
  readonly places: readonly LocalPlace[];
  readonly timelines: readonly LocalTimeline[];
  /** As in `LocalPerson`. */
  readonly instants: readonly number[];
}
