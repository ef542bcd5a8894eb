/** The parts in which a person reads their record, and the pages of each. */
import type { EventBody } from '../choice/model';
import { groupHistory, type HistoryView } from './history';

export const HISTORY_KINDS = ['all', 'choices', 'looks', 'asked', 'shown', 'audiences'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];
/** Kinds that are events of the ledger. */
export type EventKind = Extract<HistoryKind, 'all' | 'choices' | 'looks'>;

export const PAGE_SIZE = 50;

export function historyKind(text: string | undefined): HistoryKind {
  return HISTORY_KINDS.find((kind) => kind === text) ?? 'all';
}

export function isEventKind(kind: HistoryKind): kind is EventKind {
  return kind === 'all' || kind === 'choices' || kind === 'looks';
}

/** What others did with the record; everything else is the person's own, by whatever way it came. */
const LOOKS: readonly EventBody['type'][] = [
  ...(['look', 'export', 'role', 'hold', 'erasure-request'] as const),
  ...(['erasure', 'erasure-answered', 'contest-received'] as const),
];

export function ofKind(items: readonly HistoryView[], kind: EventKind): readonly HistoryView[] {
  if (kind === 'all') return items;
  return items.filter(({ type }) => LOOKS.includes(type) === (kind === 'looks'));
}

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Counted from one; of the items on this page. */
  readonly first: number;
  readonly last: number;
  readonly total: number;
  readonly page: number;
  readonly newer: number | null;
  readonly older: number | null;
}

/** A page number as it stands in an address; anything else is the first. */
export function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : 1;
}

export function pageOf<T>(all: readonly T[], page: number, size = PAGE_SIZE): PageOf<T> {
  const start = (page - 1) * size;
  const items = all.slice(start, start + size);
  const last = start + items.length;
  return {
    ...{ items, page, total: all.length, first: start + 1, last },
    newer: page > 1 ? page - 1 : null,
    older: last < all.length ? page + 1 : null,
  };
}

/** So that what one tap wrote stands on one page. */
export function pageOfHistory(items: readonly HistoryView[], page: number): PageOf<HistoryView> {
  const groups = pageOf(groupHistory(items), page);
  return { ...groups, items: groups.items.flatMap((group) => group.items) };
}
