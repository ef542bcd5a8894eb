/** An answer at an instant as it is handed out: on the wire and by the command, the same. */
import type { EventBody } from '../choice/model';
import type { AskedThen, Inquired } from './inquire';
import type { WordsInForce } from './point-in-time';
import type { Receipt } from './receipt-model';

export interface InquiredView {
  readonly at: string;
  readonly touchpoint?: string;
  readonly purpose?: string;
  readonly channel?: string;
  readonly decision: boolean;
  readonly reason: string;
  readonly otherwise: string;
  readonly data: { readonly permitted: readonly string[]; readonly denied: readonly string[] };
  readonly catalogue: { readonly version: number; readonly publishedAt: string };
  readonly words: readonly WordsInForce[];
  readonly deciding: readonly {
    readonly id: string;
    readonly at: string;
    readonly body: EventBody;
    readonly receipt?: Receipt;
  }[];
  readonly record: {
    /** Events until then, and since. */
    readonly before: number;
    readonly after: number;
    readonly whole: boolean;
    readonly gaps: readonly string[];
    readonly heads: readonly string[];
  };
  readonly log: { readonly origin: string; readonly size: number } | null;
}

export function inquiredView({ place }: AskedThen, inquired: Inquired): InquiredView {
  const { then, receipt, log } = inquired;
  const { verdict, catalogue, words, deciding, before, after, chain } = then;
  const { version, catalogue: published } = catalogue;
  return {
    at: new Date(then.atMs).toISOString(),
    ...('touchpoint' in place
      ? { touchpoint: place.touchpoint }
      : { purpose: place.purpose, channel: place.channel }),
    decision: verdict.decision,
    reason: verdict.reason,
    otherwise: verdict.otherwise,
    data: { permitted: verdict.permitted, denied: verdict.denied },
    catalogue: { version, publishedAt: new Date(published.publishedAtMs).toISOString() },
    words,
    deciding:
      deciding === null
        ? []
        : [
            {
              id: deciding.personal.event,
              at: new Date(deciding.body.receivedAtMs).toISOString(),
              body: deciding.body,
              ...(receipt !== undefined && { receipt }),
            },
          ],
    record: {
      ...{ before: before.length, after: after.length, whole: chain.gaps.length === 0 },
      ...{ gaps: chain.gaps, heads: chain.heads },
    },
    log: log ?? null,
  };
}
