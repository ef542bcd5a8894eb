/**
 * From an answer to what a slot may use: only the permitted part of the history, with the duties
 * that came along already carried out. No grant: the slot shows what everyone sees.
 */
import type { Decision } from '../../../sdk/src/answer';
import type { WireObligation } from '../../../sdk/src/contract';
import {
  HISTORY_KEYS,
  NOTHING_KNOWN,
  onlyPermitted,
  type Dated,
  type History,
  type PermittedHistory,
} from './history';

/** Duties the shop carries out; a permit with any other is a no (the SDK sees to that). */
export const UNDERSTOOD = [
  'max-data-age',
  'mute-topic',
  'suppress-purchased',
  'variety',
  'prefer-channel',
] as const;

export interface Grant {
  readonly known: PermittedHistory;
  readonly mutedTags: readonly string[];
  readonly noneBought: boolean;
  readonly variety: boolean;
  /** Where the person would rather be reached; absent: no wish. */
  readonly preferredChannel?: string;
}

function isDated(value: unknown): value is readonly Dated[] {
  return Array.isArray(value) && value.every((item: unknown) => hasAge(item));
}
function hasAge(item: unknown): item is Dated {
  return typeof item === 'object' && item !== null && 'daysAgo' in item;
}

/** What carries no date cannot be shown to be young: it is left out as a whole. */
function withoutOld(known: History, { properties }: WireObligation): History {
  const { data, maxDays } = properties;
  const key = HISTORY_KEYS.find((name) => name === data);
  if (key === undefined) return known;
  const entries: unknown = known[key];
  const young =
    isDated(entries) && typeof maxDays === 'number'
      ? entries.filter(({ daysAgo }) => daysAgo <= maxDays)
      : NOTHING_KNOWN[key];
  return { ...known, [key]: young };
}

/** Undefined for a no, and for a duty that cannot be carried out with what is permitted. */
export function grantOf(answer: Decision | undefined, history: History): Grant | undefined {
  if (answer === undefined || !answer.decision || answer.data === undefined) return undefined;
  const { permitted } = answer.data;
  const obligations = answer.obligations ?? [];
  const has = (type: (typeof UNDERSTOOD)[number]): boolean =>
    obligations.some((duty) => duty.type === type);
  // To leave out what somebody bought, one has to look at what they bought.
  if (has('suppress-purchased') && !permitted.includes('purchases')) return undefined;
  const aged = obligations
    .filter(({ type }) => type === 'max-data-age')
    .reduce(withoutOld, history);
  const preferred = obligations.find(({ type }) => type === 'prefer-channel')?.properties[
    'channel'
  ];
  return {
    known: onlyPermitted(aged, permitted),
    mutedTags: obligations
      .filter(({ type }) => type === 'mute-topic')
      .map(({ properties }) => String(properties['topic'])),
    noneBought: has('suppress-purchased'),
    variety: has('variety'),
    ...(typeof preferred === 'string' && { preferredChannel: preferred }),
  };
}
