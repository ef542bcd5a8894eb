import { sealNewCode } from '@/lib/portal/links';
import { leadTo, withQuery } from '../../../_ui/answer';
import { readForm } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';

/** A code for this person; the page shows it, and nobody else's page can. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const person = await getPrincipal();
  if (person.kind !== 'person') return leadTo(request, '/sign-in?next=%2Flinks');
  const code = await sealNewCode(form.runtime, person);
  return leadTo(request, withQuery('/links#code', 'code', code));
}
