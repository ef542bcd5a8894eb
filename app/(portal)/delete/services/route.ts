import { askServices } from '@/lib/record/service-erasures';
import { leadTo } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';

/** Asks the services that were ticked, or all that know the person. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const person = await getPrincipal();
  if (person.kind !== 'person') return leadTo(request, '/sign-in?next=%2Fdelete');
  const chosen = fields.getAll('system').filter((system) => typeof system === 'string');
  const all = textField(fields, 'which') === 'all';
  if (!all && chosen.length === 0) return leadTo(request, '/delete?services=none#services');
  const outcome = await askServices(runtime, person, all ? undefined : chosen);
  if (!outcome.ok) return leadTo(request, '/delete?unfinished=other');
  return leadTo(request, '/delete?services=asked#services');
}
