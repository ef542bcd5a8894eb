import type { RegisterReading } from '@/lib/portal/read-transparency';
import type { Register } from '@/lib/portal/transparency-model';
import { dayText } from '../dates';
import type { Page } from '../page';

/** What every part of the register is drawn from. */
export interface RegisterPage {
  readonly page: Page;
  readonly register: Register;
  readonly reading: RegisterReading;
}

/** Rows on this page that others may point at. */
export const dataId = (key: string): string => `data-${key}`;
export const placeId = (key: string): string => `place-${key}`;
export const recipientId = (key: string): string => `to-${key}`;

export function countryName(page: Page, country: string): string {
  return new Intl.DisplayNames(page.locale, { type: 'region' }).of(country) ?? country;
}

export function isoDay(page: Page, iso: string): string {
  return dayText(page.locale, Date.parse(iso));
}

/** A former version may name what has no page any more. */
export function hasPage({ page }: RegisterPage, place: string): boolean {
  return page.reading.compiled.touchpoints.get(place)?.touchpoint.status === 'live';
}

export function hasPurpose({ page }: RegisterPage, purpose: string): boolean {
  return page.reading.compiled.usedCells.has(purpose);
}

/** Address of this page under another filter, at the version read. */
export function registerPath({ reading }: RegisterPage, query: Record<string, string>): string {
  const { version } = reading.compiled;
  const kept = version === reading.newest.version ? {} : { version: String(version) };
  const search = new URLSearchParams({ ...kept, ...query }).toString();
  return search === '' ? '/transparency' : `/transparency?${search}`;
}
