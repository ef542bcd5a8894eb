import { cookies } from 'next/headers';
import { completeOfficerOidc } from '@/lib/identity/officer-oidc';
import { runtime } from '@/lib/runtime/current';
import { leadWithCookies } from '../../lead-with-cookies';

/** The provider sends the officer back here; state, nonce and PKCE tie it to the browser that went. */
export async function GET(request: Request): Promise<Response> {
  const open = await runtime();
  if (open.env.oidc === undefined) return new Response('not_found\n', { status: 404 });
  const jar = (await cookies()).getAll().map(({ name, value }) => [name, value] as const);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return leadWithCookies(await completeOfficerOidc(open, query, Object.fromEntries(jar)));
}
