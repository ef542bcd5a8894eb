import { openPersonSession } from '@/lib/identity/entrances';
import { sessionCookie, signOut } from '@/lib/identity/session-cookie';
import { localPath } from '@/lib/portal/local-path';
import { leadTo } from '../../_ui/answer';
import { textField } from '../../_ui/form-request';
import { nothingHere, readDemoForm } from '../door';
import { findPersona } from '../personas';
import { customerCookie } from '../shop/customer';

/** One click: signed in here, and known to the shop. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const persona = findPersona(textField(fields, 'persona'));
  const session = persona && (await openPersonSession(runtime, persona.email));
  if (persona === undefined || session === undefined) return nothingHere();
  await signOut(runtime, request.headers.get('cookie'));
  const headers = new Headers();
  headers.append('set-cookie', await sessionCookie(runtime, 'session', session));
  const secure = runtime.env.origin.startsWith('https://');
  headers.append('set-cookie', customerCookie(persona.key, secure));
  return leadTo(request, localPath(textField(fields, 'back')), headers);
}
