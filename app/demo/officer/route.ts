import { openOfficerSession } from '@/lib/identity/entrances';
import { sessionCookie, signOut } from '@/lib/identity/session-cookie';
import { leadTo } from '../../_ui/answer';
import { nothingHere, readDemoForm } from '../door';
import { DEMO_APPROVER, DEMO_OFFICER } from '../personas';

/** One click into the console, as the officer or (`as=approver`) as the one who decides; the shop's customer stays who they are. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const deciding = form.fields.get('as') === 'approver';
  const { email } = deciding ? DEMO_APPROVER : DEMO_OFFICER;
  const session = await openOfficerSession(form.runtime, email);
  if (session === undefined) return nothingHere();
  await signOut(form.runtime, request.headers.get('cookie'));
  const cookie = await sessionCookie(form.runtime, 'session', session);
  return leadTo(request, deciding ? '/console/erasures' : '/console', { 'set-cookie': cookie });
}
