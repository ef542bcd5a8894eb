/**
 * What stands between the AuthZEN protocol and whoever answers it (API.md "AuthZEN 1.0"): the
 * handler reads and writes the wire, an evaluator knows the answers. Ours asks lib/asking; the
 * certification scenario's fixture is another.
 */
export type Properties = Readonly<Record<string, unknown>>;

export interface Entity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Properties | undefined;
}
/** What is searched for carries its type alone. */
export type Sought = Omit<Entity, 'id'>;
export interface Action {
  readonly name: string;
  readonly properties?: Properties | undefined;
}

export interface Question {
  readonly subject: Entity;
  readonly action: Action;
  readonly resource: Entity;
  readonly context?: Properties | undefined;
}

/** What differs from one asking to the next travels beside the body: equal questions, equal bodies. */
export interface Stamp {
  readonly decisionId: string;
  readonly consentToken: string;
  readonly validUntil: string;
}
export interface Answer {
  readonly decision: boolean;
  /** Only where the question asked why. */
  readonly context?: Properties;
  readonly stamp?: Stamp;
}

export const SEARCHES = ['subject', 'resource', 'action'] as const;
export type Search =
  | ({ readonly of: 'subject'; readonly subject: Sought } & Omit<Question, 'subject'>)
  | ({ readonly of: 'resource'; readonly resource: Sought } & Omit<Question, 'resource'>)
  | ({ readonly of: 'action' } & Omit<Question, 'action'>);

export interface Page {
  /** Absent: as many as the evaluator likes to give at once. */
  readonly limit?: number | undefined;
  /** Absent or empty: from the beginning. */
  readonly token?: string | undefined;
}
export type Found = { readonly type: string; readonly id: string } | { readonly name: string };
export type SearchAnswer =
  | { readonly ok: true; readonly results: readonly Found[]; readonly nextToken: string }
  /** The token is none that was given for such a search. */
  | { readonly ok: false };

export interface Evaluator {
  /** In the order asked. Never throws because of one question: that one is a no. */
  evaluate(questions: readonly Question[], explain: boolean): Promise<readonly Answer[]>;
  search(search: Search, page: Page): Promise<SearchAnswer>;
}
