import { runtime } from '@/lib/runtime/current';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { ownScript } from '../../../_ui/own-script';
import { savedPage } from '../../../_ui/verify/saved-page';

/** The page as a file, with the keys of today: it needs neither us nor a connection. */
export async function GET(): Promise<Response> {
  const script = await ownScript('verifier');
  if (script === undefined) return new Response('not found\n', { status: 404 });
  const [open, locale] = await Promise.all([runtime(), getLocale()]);
  const { verify: words } = messagesFor(locale);
  const html = await savedPage({ locale, words, policy: await open.ledger.policy() }, script);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="nattoku-verify.html"',
      'cache-control': 'no-store',
    },
  });
}
