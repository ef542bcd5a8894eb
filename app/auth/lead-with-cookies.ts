import type { OidcReply } from '@/lib/identity/officer-oidc';

export function leadWithCookies({ location, setCookies }: OidcReply): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const line of setCookies) headers.append('set-cookie', line);
  return new Response(null, { status: 303, headers });
}
