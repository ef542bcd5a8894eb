import { leadTo } from '../../../_ui/answer';
import { readDemoForm } from '../../door';
import { cardCookie } from '../card';

export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const secure = form.runtime.env.origin.startsWith('https://');
  return leadTo(request, '/demo/store', { 'set-cookie': cardCookie('', secure) });
}
