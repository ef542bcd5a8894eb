import { randomUUID } from 'node:crypto';
import { cookies } from 'next/headers';
import { leadTo } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { readDemoForm } from '../../door';
import { findPersona } from '../../personas';
import { CUSTOMER_COOKIE } from '../../shop/customer';
import { dropNote, keepNote } from '../notes';

/** Keeps what the person wrote, or drops it: theirs alone, whatever is allowed. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const customer = findPersona((await cookies()).get(CUSTOMER_COOKIE)?.value ?? '');
  if (customer !== undefined) {
    const dropped = textField(fields, 'drop');
    if (dropped !== '') dropNote(customer.key, dropped);
    else {
      const text = textField(fields, 'text');
      keepNote(customer.key, { id: randomUUID(), atMs: runtime.clock.now(), text });
    }
  }
  return leadTo(request, '/demo/care/skin#notes');
}
