import { leadTo, withQuery } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { sealTyped, typedIn } from '../../../_ui/typed';
import { readDemoForm } from '../../door';
import { takeDown } from '../written';
import { DESK_CLERK } from '../words';

/** What a caller said joins the list, and is asked about like any other. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const told = (name: string) => textField(form.fields, name);
  const taken = takeDown({
    ...{ customer: told('customer'), good: told('good') },
    ...{ subject: told('subject'), text: told('text') },
  });
  if (taken.ok) return leadTo(request, `/demo/desk/${taken.enquiry.number}`);
  const { field } = taken;
  const typed = { subject: DESK_CLERK, field, fields: typedIn(form.fields) };
  const back = `/demo/desk?said=${taken.problem}#write`;
  return leadTo(request, withQuery(back, 'was', sealTyped(form.runtime, typed)));
}
