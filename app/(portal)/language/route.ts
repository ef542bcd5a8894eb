import { LOCALES } from '@/lib/catalogue/model';
import { localPath } from '@/lib/portal/local-path';
import { leadTo } from '../../_ui/answer';
import { readForm, textField } from '../../_ui/form-request';
import { LANGUAGE_COOKIE } from '../../_ui/locale';

const YEAR_SECONDS = 31_536_000;

export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const back = localPath(textField(form.fields, 'back'));
  const language = LOCALES.find((locale) => locale === textField(form.fields, 'language'));
  if (language === undefined) return leadTo(request, back);
  const secure = form.runtime.env.origin.startsWith('https://') ? '; Secure' : '';
  const cookie = `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  return leadTo(request, `${back.split('#')[0] ?? '/'}#language`, { 'set-cookie': cookie });
}
