import { signOut } from '@/lib/identity/session-cookie';
import { leadTo } from '../_ui/answer';
import { readForm } from '../_ui/form-request';

/** Ends the session's row: a copied cookie is nothing from here on (SEC-04). */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const cookie = await signOut(form.runtime, request.headers.get('cookie'));
  return leadTo(request, '/', {
    'set-cookie': cookie,
    'clear-site-data': '"cache", "storage"',
  });
}
