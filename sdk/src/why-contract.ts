/**
 * The wire contract of この表示の理由 (UX-12): what a control beside something personalised may
 * read, and the few things that may be said there. Types only. Names and texts come in the language
 * that was asked for; instants are ISO 8601 strings. Everything that can be said only refuses.
 */
export type WhyLocale = 'ja' | 'en';
export type WhyStatus =
  | 'tailored'
  | 'permitted_unused'
  | 'partly'
  | 'same_for_all'
  | 'paused'
  | 'confirm_again'
  | 'off'
  | 'contract';

/** What a person may say beside a place. */
export type WhyAct =
  | { readonly act: 'stop-here' }
  /** Everywhere, one of the place's own purposes. */
  | { readonly act: 'stop-purpose'; readonly purpose: string }
  | { readonly act: 'bought' }
  | { readonly act: 'too-many' }
  /** 「違います」, about what was reported: its tag. */
  | { readonly act: 'wrong'; readonly guess: string };

/** `POST /api/v1/why` with a token for a browser: of its one person and place. */
export interface WhyRequest {
  readonly locale: WhyLocale;
}
/** `POST /api/v1/why/acts`. */
export type WhyActRequest = WhyRequest & WhyAct;

export interface WhyReason {
  readonly kind: 'guess' | 'data' | 'collective';
  readonly words: string;
  /** Of the words, where the report said; null otherwise. */
  readonly lang: WhyLocale | null;
  readonly data: { readonly name: string; readonly source: string } | null;
  /** Absent where nothing about this person can be wrong. */
  readonly guess?: string;
  /** When the person said that it is wrong. */
  readonly saidWrongAt?: string;
}
/** What can still be said here. */
export type WhyOffer =
  | { readonly act: 'stop-here' }
  | { readonly act: 'stop-purpose'; readonly purpose: string; readonly name: string }
  | { readonly act: 'bought' }
  /** `channel`: at most one message a week there; absent: not the same again and again. */
  | { readonly act: 'too-many'; readonly channel?: string };

export interface WhyAnswer {
  readonly touchpoint: string;
  readonly name: string;
  /** Null where staff look at a screen. */
  readonly status: WhyStatus | null;
  readonly since: string | null;
  readonly purposes: readonly { readonly name: string; readonly summary: string }[];
  readonly data: readonly { readonly name: string; readonly permitted: boolean | null }[];
  readonly technique: string;
  readonly controller: string;
  readonly recipients: readonly string[];
  /** The newest report of the place about this person. */
  readonly shown: { readonly at: string; readonly because: readonly WhyReason[] } | null;
  readonly offers: readonly WhyOffer[];
  /** Of the place's own page, where everything can be chosen. */
  readonly path: string;
}
export interface WhyActAnswer {
  readonly savedAt: string;
  readonly why: WhyAnswer;
  /** A token writes once: this one goes on, and ends when the first would have. Null: it is over. */
  readonly next: { readonly token: string; readonly expiresAt: string } | null;
}
