import { standingTag } from '@/lib/portal/standing-tag';
import { runtime } from '@/lib/runtime/current';
import { getPrincipal } from '../../_ui/principal';

/** Asked by a page that is looked at, every few seconds; writes nothing. */
export async function GET(): Promise<Response> {
  const tag = await standingTag(await runtime(), await getPrincipal());
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(tag, { headers });
}
