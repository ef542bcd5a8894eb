import { headers } from 'next/headers';
import { cache } from 'react';
import type { Principal } from '@/lib/identity/model';
import { principalFromCookie } from '@/lib/identity/session-cookie';
import { runtime } from '@/lib/runtime/current';

/** Who is looking at this page: the one way to know it in app/. */
export const getPrincipal = cache(async (): Promise<Principal> => {
  const cookie = (await headers()).get('cookie');
  return principalFromCookie(await runtime(), cookie);
});
