import { signOut } from '@/lib/identity/session-cookie';
import { eraseOneself } from '@/lib/portal/erase-oneself';
import { leadTo, withQuery } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';

/** Carries the second step out; the address it leads to says nothing of who it was. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const outcome = await eraseOneself(runtime, await getPrincipal(), textField(fields, 'wish'));
  if (outcome.ok) {
    const kept = outcome.keptRefusal ? 'yes' : 'no';
    return leadTo(request, withQuery('/delete/done', 'refusal', kept), {
      'set-cookie': await signOut(runtime, request.headers.get('cookie')),
      'clear-site-data': '"cache", "storage"',
    });
  }
  if (outcome.reason === 'held' || outcome.reason === 'unauthenticated') {
    return leadTo(request, '/delete');
  }
  return leadTo(request, withQuery('/delete', 'unfinished', outcome.reason));
}
