/**
 * The wire contract of the decision API (API.md "Resources", DESIGN §5): types only, no code.
 * The server's zod schemas are checked against these types; the SDK speaks nothing else.
 * Instants on the wire are ISO 8601 strings; tokens, refs and ids are opaque.
 */

/** How your own system knows a person, or the handle this deployment gave your system. */
export type WireSubject =
  { readonly system: string; readonly id: string } | { readonly handle: string };

interface DecisionRequestBase {
  readonly subject: WireSubject;
  /** Takes one message out of the budget all channels share; only where you contact somebody. */
  readonly reserve?: boolean | undefined;
  /** What the person's browser sent with the request you are serving. */
  readonly signals?: { readonly gpc?: boolean | undefined } | undefined;
  /** Answer from state at least this fresh. */
  readonly consentToken?: string | undefined;
}
/** One question: may I personalise this place, for this person, with this data, now? */
export type DecisionRequest =
  | (DecisionRequestBase & {
      readonly touchpoint: string;
      /** Data categories about to be used; leave out to learn which may be. */
      readonly data?: readonly string[] | undefined;
    })
  | (DecisionRequestBase & {
      readonly purpose: string;
      readonly channel: string;
      readonly data: readonly string[];
    });

export type WireDenyReason =
  | 'error'
  | 'unavailable'
  | 'stale'
  | 'unknown_touchpoint'
  | 'touchpoint_retired'
  | 'system_not_allowed'
  | 'not_declared'
  | 'paused'
  | 'signal'
  | 'technique_off'
  | 'touchpoint_off'
  | 'quiet_hours'
  | 'limit_reached'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'renewal_needed'
  | 'never_asked';
export type WirePermitReason = 'allowed' | 'legitimate_interest' | 'contract';
export type WireReason = WireDenyReason | WirePermitReason;

/** What to do when the answer is no: show or send the untailored thing, or nothing at all. */
export type WireOtherwise = 'generic' | 'nothing';

/** A duty that comes with a permit. Whoever cannot comply must treat the permit as a no. */
export interface WireObligation {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

interface DecisionAnswerHead {
  readonly decision: boolean;
  readonly otherwise: WireOtherwise;
  readonly touchpoint: string;
  /** A permit is a lease: not to be used after this instant. */
  readonly validUntil: string;
  readonly catalogueVersion: number;
  readonly consentToken: string;
  readonly decisionId: string;
}
/** The full answer. */
export interface FullDecisionAnswer extends DecisionAnswerHead {
  readonly reason: WireReason;
  /** Only with the reasons `error`, `unavailable` and `stale`. */
  readonly cause?: string;
  readonly data: { readonly permitted: readonly string[]; readonly denied: readonly string[] };
  readonly evidence: { readonly ref: string | null; readonly catalogueVersion: number };
  readonly obligations: readonly WireObligation[];
}
/** Where staff look at a screen: a clerk never learns that somebody refused. */
export interface StaffDecisionAnswer extends DecisionAnswerHead {
  /** On a permit only. */
  readonly data?: { readonly permitted: readonly string[] };
  /** On a permit only. */
  readonly obligations?: readonly WireObligation[];
}
export type DecisionAnswer = FullDecisionAnswer | StaffDecisionAnswer;

export interface DecisionBatchRequest {
  readonly evaluations: readonly DecisionRequest[];
  readonly answer?: 'full' | 'brief' | undefined;
  readonly consentToken?: string | undefined;
}
export interface BriefDecisionAnswer {
  readonly decision: boolean;
  /** Left out where staff look at a screen. */
  readonly reason?: WireReason;
  readonly otherwise: WireOtherwise;
}
export interface DecisionBatchAnswer<Item = DecisionAnswer | BriefDecisionAnswer> {
  /** In the order asked. */
  readonly decisions: readonly Item[];
  readonly consentToken: string;
  readonly validUntil: string;
}

// ── choices ────────────────────────────────────────────────────────────────────────────

export type WireExtent = readonly string[] | '*';
export type WireSurface = 'store-tablet' | 'call' | 'form' | 'link' | 'app' | 'api' | 'import';
interface ChoiceBase {
  readonly subject: WireSubject;
  readonly surface: WireSurface;
  /** When the person said it, if not now. */
  readonly givenAt?: string | undefined;
}
/** What a person said elsewhere. Switching on, resuming and undoing take the person's own page. */
export type ChoiceRequest =
  | (ChoiceBase & {
      readonly type: 'allow';
      readonly purposes: readonly string[];
      readonly channels: readonly string[];
      /** `[]` allows the purpose itself. */
      readonly data: readonly string[];
      /** The words the person saw. */
      readonly notice: { readonly catalogueVersion: number; readonly locale: 'ja' | 'en' };
      readonly evidence: { readonly kind: string; readonly reference: string };
      readonly expiresAt?: string | undefined;
    })
  | (ChoiceBase & {
      readonly type: 'deny';
      readonly purposes: WireExtent;
      readonly channels: WireExtent;
      readonly data: WireExtent;
    })
  | (ChoiceBase & { readonly type: 'touchpoint-off'; readonly touchpoint: string })
  | (ChoiceBase & { readonly type: 'technique-off'; readonly technique: string })
  | (ChoiceBase & {
      readonly type: 'pause';
      readonly until: string;
      readonly purposes?: readonly string[] | undefined;
    })
  | (ChoiceBase & { readonly type: 'limit'; readonly until?: string | undefined } & WireLimit);

/** Exactly one of these. */
export interface WireLimit {
  readonly frequency?:
    | {
        readonly channel?: string | undefined;
        readonly max: number;
        readonly per: 'day' | 'week' | 'month' | 'rolling';
        /** With `per: 'rolling'` only. */
        readonly days?: number | undefined;
        /** IANA zone in which a day, week or month begins; Asia/Tokyo unless given. */
        readonly zone?: string | undefined;
      }
    | undefined;
  readonly quietHours?:
    { readonly from: string; readonly to: string; readonly zone: string } | undefined;
  readonly dataAge?: { readonly data: string; readonly maxDays: number } | undefined;
  readonly mute?: { readonly topic: string } | undefined;
  readonly notPurchased?: true | undefined;
  readonly variety?: true | undefined;
  readonly preferredChannel?: { readonly channel: string } | undefined;
}

/** How old somebody is, as far as a consent centre needs it. */
export interface AgeRequest {
  readonly subject: WireSubject;
  /** `child`: 15 or younger; `teen`: 16 or 17. */
  readonly band: 'child' | 'teen';
  /** The month in which they turn 18, like `2031-05`. */
  readonly majority: string;
}
export interface AgeAnswer {
  readonly ref: string;
  readonly receipt: string;
  readonly consentToken: string;
}

export interface ChoiceAnswer {
  /** Yours alone: another system sees another ref for the same event. */
  readonly ref: string;
  readonly receipt: string;
  /** Cells skipped because the person spoke about them after `givenAt`. */
  readonly notPainted: readonly {
    readonly purpose: string;
    readonly channel: string;
    readonly data: string;
  }[];
  readonly consentToken: string;
  /** Only with `Prefer: wait`: whether a published checkpoint proves it already. */
  readonly status?: 'accepted' | 'proved';
}

// ── audiences ──────────────────────────────────────────────────────────────────────────

/** The first line of `POST /api/v1/audiences` (NDJSON). */
export interface AudienceRequest {
  readonly touchpoint: string;
  /** Data categories about to be used; leave out to learn which may be. */
  readonly data?: readonly string[] | undefined;
  /** In words that the people themselves read, 1 to 200 characters: 冬のセール. */
  readonly campaign: string;
  /** Whom you think of, in words as well: 東京・30代. */
  readonly segment: string;
  /** Answer from state at least this fresh. */
  readonly consentToken?: string | undefined;
}
/** Every other line of the request: one person; a JSON string is your own id of them. */
export type AudiencePerson = string | WireSubject;

/** Lines of the answer (NDJSON). Without its `totals` it is not whole. */
export type AudienceLine = AudienceCandidate | AudienceTotals | AudienceFailed;
/** Somebody who may be chosen, in the order asked. No permit yet: ask again at the moment of use. */
export interface AudienceCandidate {
  readonly line: 'candidate';
  /** As the request named them. */
  readonly subject: AudiencePerson;
  /** Not to be sent to after this instant, whatever happened to the list. */
  readonly validUntil: string;
  readonly permitted: readonly string[];
  readonly obligations: readonly WireObligation[];
}
/** The last line. */
export interface AudienceTotals {
  readonly line: 'totals';
  /** Different people asked about: permitted + not. */
  readonly people: number;
  readonly permitted: number;
  readonly not: number;
  /** Lines that named somebody a second time: left out. */
  readonly duplicates: number;
  /** Lines that could not be read: left out; the first of them by number, the first line being 1. */
  readonly unreadable: number;
  readonly unreadableLines: readonly number[];
  /** People by reason, permits too; counts below 10 are in `other`. Absent where staff look at a screen. */
  readonly reasons?: Readonly<Partial<Record<WireReason | 'other', number>>>;
  readonly catalogueVersion: number;
  readonly consentToken: string;
}
/** The last line instead, when something failed on the way: nobody after it was looked at. */
export interface AudienceFailed {
  readonly line: 'failed';
  readonly problem: Problem;
}

// ── refusing by mail ───────────────────────────────────────────────────────────────────

/** `POST /api/v1/unsubscribe-links`: for the mails of one touchpoint, at most 1,000 people. */
export interface UnsubscribeLinksRequest {
  readonly touchpoint: string;
  readonly subjects: readonly WireSubject[];
}
export interface UnsubscribeLink {
  /** For the text of the mail; a GET of it changes nothing. */
  readonly url: string;
  /** As they stand in the mail (RFC 8058), signed with DKIM. */
  readonly headers: {
    readonly 'List-Unsubscribe': string;
    readonly 'List-Unsubscribe-Post': string;
  };
  /** What the person allowed here ends soon: the mail says when, and names the page where they decide. */
  readonly announce?: { readonly endsAt: string; readonly page: string } | undefined;
}
export interface UnsubscribeLinksAnswer {
  /** In the order asked. */
  readonly links: readonly UnsubscribeLink[];
}

// ── exposures ──────────────────────────────────────────────────────────────────────────

export interface ExposureReason {
  readonly kind: 'data' | 'guess' | 'collective';
  /** Data category it rests on. */
  readonly data?: string | undefined;
  /** What the person reads. */
  readonly words: string | { readonly ja?: string | undefined; readonly en?: string | undefined };
}
/** "I personalised this, because…" */
export interface ExposureRequest {
  readonly subject: WireSubject;
  readonly touchpoint: string;
  readonly decisionId?: string | undefined;
  readonly at?: string | undefined;
  readonly because: readonly ExposureReason[];
}
export interface ExposureAnswer {
  readonly accepted: true;
}

// ── what a local SDK answered ──────────────────────────────────────────────────────────

/** Answers of one kind about one person at one place on one day. */
export interface WireTally {
  readonly subject: WireSubject;
  readonly touchpoint: string;
  /** ISO day in UTC, of the last seven. */
  readonly day: string;
  /** The reason that was given. */
  readonly outcome: WireReason;
  readonly count: number;
}
/** `POST /api/v1/tallies`. Sent again with the same `batch`, it counts once. */
export interface TalliesRequest {
  /** Your own name of it, used once: 8 to 64 of A–Z, a–z, 0–9, `-` and `_`. */
  readonly batch: string;
  /** At most 1,000. */
  readonly tallies: readonly WireTally[];
}
export interface TalliesAnswer {
  readonly accepted: true;
}

// ── tokens ─────────────────────────────────────────────────────────────────────────────

/** `POST /api/v1/keys/token`: what is left out is as the key has it. */
export interface KeyTokenRequest {
  readonly scopes?: readonly string[] | undefined;
  readonly touchpoints?: readonly string[] | undefined;
  /** At most 900, which is also the default. */
  readonly expiresInSeconds?: number | undefined;
}
export interface KeyTokenAnswer {
  /** Instead of the key: `Authorization: Bearer …`. */
  readonly token: string;
  readonly expiresAt: string;
  readonly scopes: readonly string[];
  readonly touchpoints: readonly string[];
}
/** `POST /api/v1/tokens`: for a browser that shows one place to one person. */
export interface BrowserTokenRequest {
  readonly subject: WireSubject;
  readonly touchpoint: string;
  /** The page's origin, like https://shop.example: only there the answers can be read. */
  readonly origin?: string | undefined;
  /** At most 300, which is also the default. */
  readonly expiresInSeconds?: number | undefined;
}
export interface BrowserTokenAnswer {
  readonly token: string;
  readonly expiresAt: string;
  /** How the browser names the person: it never learns your own identifier from us. */
  readonly subject: { readonly handle: string };
  readonly touchpoint: string;
}

// ── links ──────────────────────────────────────────────────────────────────────────────

/** `PUT /api/v1/subjects/{handle}/links`: one of the two. */
export type LinkRequest =
  /** Another name your own system has for the person: unconfirmed, only refusals cross. */
  | { readonly subject: WireSubject }
  /** What the person read out to you from their own page: confirmed. */
  | { readonly code: string };
export interface LinkAnswer {
  readonly confirmed: boolean;
  readonly consentToken: string;
}
/** `GET /api/v1/subjects/{handle}/links`: your own handles alone. The look is in the person's history. */
export interface LinksAnswer {
  readonly links: readonly { readonly handle: string; readonly confirmed: boolean }[];
}

/** RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** On 409 for a token of an older epoch: the token to go on with. */
  readonly consentToken?: string;
}
