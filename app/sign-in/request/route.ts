import { newPageToken, requestSignIn } from '@/lib/identity/sign-in';
import { localPath } from '@/lib/portal/local-path';
import { leadTo } from '../../_ui/answer';
import { readForm, textField } from '../../_ui/form-request';
import { getLocale } from '../../_ui/locale';

export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const purpose = textField(fields, 'as') === 'officer' ? 'officer' : 'person';
  const next = localPath(textField(fields, 'next'), '');
  const carried = {
    ...(next === '' ? {} : { next }),
    ...(purpose === 'officer' && { as: purpose }),
  };
  const page = newPageToken();
  const email = textField(fields, 'email').slice(0, 320);
  const locale = await getLocale();
  const asked = await requestSignIn(runtime, { purpose, email, pageToken: page, locale });
  const to = asked.ok
    ? `/sign-in/code?${new URLSearchParams({ page, ...carried }).toString()}`
    : `/sign-in?${new URLSearchParams({ problem: asked.reason, ...carried }).toString()}`;
  return leadTo(request, to);
}
