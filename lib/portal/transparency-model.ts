/** What the public register says in one language: facts and names, no markup and no sentences. */
import type { Basis, LineKey, NoticeText, PurposeGroupKey, Relation } from '../catalogue/model';
import type { Named } from './model';

export interface PurposeRow extends Named {
  readonly group: PurposeGroupKey;
  readonly basis: Basis;
  readonly explicit: boolean;
}

export interface PlaceRow extends Named {
  readonly channel: Named;
  readonly stage: Named;
  /** Which system runs it. */
  readonly system: string;
  readonly purposes: readonly PurposeRow[];
  readonly requires: readonly Named[];
  readonly mayUse: readonly Named[];
  readonly neverUsed: readonly string[];
  readonly technique: Named;
  readonly recipients: readonly (Named & {
    readonly country: string;
    readonly relation: Relation;
  })[];
  /** Since when the place is as it is: the version in which it appeared or last changed. */
  readonly since: { readonly version: number; readonly publishedAt: string | null };
}

/**
 * The form the Japanese rule on external transmission asks for, one for each recipient (Telecommunications
 * Business Act, article 27-12): what is sent (`items`), who handles it there (`name`), and for what –
 * on our side (`purposes`) and on theirs (`ground`).
 */
export interface RecipientRow extends Named {
  readonly country: string;
  readonly relation: Relation;
  /** ISO date. */
  readonly since: string;
  readonly items: readonly string[];
  readonly ground: string;
  readonly purposes: readonly PurposeRow[];
  readonly places: readonly Named[];
}

export interface DataRow extends Named {
  readonly sensitive: boolean;
  readonly summary: string;
  readonly source: string;
  readonly retention: string;
  readonly places: readonly Named[];
}

export interface Register {
  readonly lines: readonly (Named & {
    readonly key: LineKey;
    readonly places: readonly PlaceRow[];
  })[];
  /** Those that some place hands data to, ourselves (`self`) among them. */
  readonly recipients: readonly RecipientRow[];
  readonly data: readonly DataRow[];
  readonly notice: NoticeText;
}

export interface PublishedVersion {
  readonly version: number;
  readonly publishedAtMs: number;
  readonly digest: string;
}
