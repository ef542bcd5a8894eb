import { sessionCookie } from '@/lib/identity/session-cookie';
import { completeSignInByCode, completeSignInByToken } from '@/lib/identity/sign-in';
import { localPath } from '@/lib/portal/local-path';
import { leadTo } from '../../_ui/answer';
import { readForm, textField } from '../../_ui/form-request';
import { joinDevice } from '../../_ui/sign-in-device';

/** Only this POST completes a sign-in: the link in the mail leads to a page with a button. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const [token, page] = [textField(fields, 'token'), textField(fields, 'page')];
  const next = localPath(textField(fields, 'next'), '');
  const completed =
    token === ''
      ? await completeSignInByCode(runtime, { pageToken: page, code: textField(fields, 'code') })
      : await completeSignInByToken(runtime, token);
  if (!completed.ok) {
    const carried = { page, problem: 'code', ...(next === '' ? {} : { next }) };
    const to =
      token === ''
        ? `/sign-in/code?${new URLSearchParams(carried).toString()}`
        : '/sign-in?problem=link';
    return leadTo(request, to);
  }
  const headers = new Headers();
  headers.append('set-cookie', await sessionCookie(runtime, 'session', completed));
  if (completed.kind === 'subject') {
    const forgotten = await joinDevice(runtime, request, completed.token);
    if (forgotten !== undefined) headers.append('set-cookie', forgotten);
  }
  const home = completed.kind === 'officer' ? '/console' : '/';
  return leadTo(request, next === '' ? home : next, headers);
}
