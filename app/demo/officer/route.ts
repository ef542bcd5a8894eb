import { openOfficerSession } from '@/lib/identity/entrances';
import { sessionCookie, signOut } from '@/lib/identity/session-cookie';
import { leadTo } from '../../_ui/answer';
import { nothingHere, readDemoForm } from '../door';
import { DEMO_OFFICER } from '../personas';

/** One click into the console; the shop's customer stays who they are. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const session = await openOfficerSession(form.runtime, DEMO_OFFICER.email);
  if (session === undefined) return nothingHere();
  await signOut(form.runtime, request.headers.get('cookie'));
  const cookie = await sessionCookie(form.runtime, 'session', session);
  return leadTo(request, '/console', { 'set-cookie': cookie });
}
