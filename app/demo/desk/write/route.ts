import { leadTo } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { readDemoForm } from '../../door';
import { takeDown } from '../written';

/** What a caller said joins the list, and is asked about like any other. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const told = (name: string) => textField(form.fields, name);
  const taken = takeDown({
    ...{ customer: told('customer'), good: told('good') },
    ...{ subject: told('subject'), text: told('text') },
  });
  if (!taken.ok) return leadTo(request, `/demo/desk?said=${taken.problem}#write`);
  return leadTo(request, `/demo/desk/${taken.enquiry.number}`);
}
