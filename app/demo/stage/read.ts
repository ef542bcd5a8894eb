import { cookies } from 'next/headers';
import type { Locale } from '@/lib/catalogue/model';
import { ledgerTail } from '@/lib/evidence/tail';
import type { Runtime } from '@/lib/runtime/model';
import { findPersona, type Persona } from '../personas';
import { CUSTOMER_COOKIE } from '../shop/customer';
import { exchangesOf } from '../shop/trace';
import { happened, type Happened } from './happened';

const LINES = 8;

export async function currentPersona(): Promise<Persona | undefined> {
  return findPersona((await cookies()).get(CUSTOMER_COOKIE)?.value ?? '');
}

/** What this browser's customer was asked about, and the newest lines of everyone's ledger. */
export async function readHappened(
  runtime: Runtime,
  persona: Persona | undefined,
  locale: Locale,
): Promise<Happened> {
  const { touchpoints } = runtime.catalogues.current();
  const lines = await ledgerTail(runtime, { limit: LINES });
  const placeName = (key: string): string =>
    touchpoints.get(key)?.touchpoint.text[locale].name ?? key;
  const exchanges = persona === undefined ? [] : exchangesOf(persona.key);
  return happened(exchanges, lines, { locale, placeName });
}
