import { ownReceipt } from '@/lib/evidence/own-receipt';
import { retellReceipt } from '@/lib/evidence/retell-receipt';
import { ownRecord } from '@/lib/portal/queries';
import { runtime } from '@/lib/runtime/current';
import { getLocale } from '../../../../../_ui/locale';
import { getPrincipal } from '../../../../../_ui/principal';

function plain(status: number, text: string, headers: HeadersInit = {}): Response {
  const all = new Headers(headers);
  all.set('content-type', 'text/plain; charset=utf-8');
  all.set('cache-control', 'no-store');
  return new Response(`${text}\n`, { status, headers: all });
}

/** A person's own receipt as a file: it changes nothing. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly event: string }> },
): Promise<Response> {
  const holder = ownRecord(await getPrincipal());
  if (holder === undefined) return plain(401, 'unauthenticated');
  const open = await runtime();
  const outcome = await ownReceipt(open, holder, (await params).event);
  if (!outcome.ok) {
    if (outcome.reason === 'not_found') return plain(404, 'not_found');
    return plain(503, 'not_yet_proved', { 'retry-after': '1' });
  }
  const iso = new URL(request.url).searchParams.get('format') === 'iso27560';
  const body = iso ? await retellReceipt(open, outcome, await getLocale()) : outcome.receipt;
  if (body === undefined) return plain(404, 'not_found');
  const at = new Date(outcome.stored.t * 1000).toISOString().replace(/[:.]/g, '-');
  const name = `nattoku-receipt-${at}${iso ? '-iso27560' : ''}.json`;
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
