import { cookies } from 'next/headers';
import { mailWay } from '@/lib/delivery/mailer';
import { leadTo } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { nothingHere, readDemoForm } from '../../door';
import { findPersona } from '../../personas';
import { CUSTOMER_COOKIE } from '../../shop/customer';
import { shopSettings } from '../../shop/settings';
import { findMailing } from '../letters';
import { sendLetter } from '../send';

/** One mail to whoever signed in at the shop: asked about anew, then sent, or not. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const settings = shopSettings();
  const mailing = findMailing(textField(fields, 'mailing'));
  const customer = findPersona((await cookies()).get(CUSTOMER_COOKIE)?.value ?? '');
  if (settings === undefined || mailing === undefined) return nothingHere();
  if (customer === undefined) return leadTo(request, '/demo/mailer');
  const was = await sendLetter({ mail: runtime, settings }, customer, mailing);
  const said = { mailing, was, way: mailWay(runtime.env) };
  return leadTo(request, `/demo/mailer?${new URLSearchParams(said).toString()}`);
}
