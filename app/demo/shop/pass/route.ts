import { cookies } from 'next/headers';
import { createClient } from '../../../../sdk/src/client';
import { nothingHere } from '../../door';
import { findPersona } from '../../personas';
import { CUSTOMER_COOKIE } from '../customer';
import { PLACE_KEYS, PLACES } from '../places';
import { shopSettings } from '../settings';

/** What a page of the shop shows its one customer the reason with, at one place: made by the server, which has the key. */
export async function GET(request: Request): Promise<Response> {
  const wanted = new URL(request.url).searchParams.get('place');
  const place = PLACE_KEYS.find((known) => known === wanted);
  const customer = findPersona((await cookies()).get(CUSTOMER_COOKIE)?.value ?? '');
  const settings = shopSettings();
  if (place === undefined || customer === undefined || settings === undefined) return nothingHere();
  const system = PLACES[place];
  const key = settings.keys[system];
  if (key === undefined) return nothingHere();
  const client = createClient({ origin: settings.origin, key });
  const subject = { system, id: customer.identifiers[system] };
  const made = await client.browserToken({ subject, touchpoint: place });
  const status = made.ok ? 200 : 503;
  return Response.json(made, { status, headers: { 'cache-control': 'no-store' } });
}
