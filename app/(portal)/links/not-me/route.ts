import { endLink } from '@/lib/portal/links';
import { leadTo } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';

/** 「これは私ではありません」 */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const person = await getPrincipal();
  if (person.kind !== 'person') return leadTo(request, '/sign-in?next=%2Flinks');
  const outcome = await endLink(form.runtime, person, textField(form.fields, 'tag'));
  return leadTo(request, `/links?link=${outcome.ok ? 'ended' : 'failed'}`);
}
