import { leadTo } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { readDemoForm } from '../../door';
import { cardCookie, customerWith } from '../card';

/** Whose card it is: in the tablet's cookie, never in an address. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const card = textField(form.fields, 'card').normalize('NFKC').trim().toLowerCase();
  if (customerWith(card) === undefined) return leadTo(request, '/demo/store?unknown=1');
  const secure = form.runtime.env.origin.startsWith('https://');
  return leadTo(request, '/demo/store', { 'set-cookie': cardCookie(card, secure) });
}
