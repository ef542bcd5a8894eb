import { sealNewCode } from '@/lib/portal/links';
import { leadTo, withQuery } from '../../../_ui/answer';
import { readForm } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';

/** A code for this person's guardian; their own page shows it, and nobody else's can. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const person = await getPrincipal();
  if (person.kind !== 'person') return leadTo(request, '/sign-in?next=%2Fguardian');
  const code = await sealNewCode(form.runtime, person, 'guardian');
  return leadTo(request, withQuery('/guardian#own', 'code', code));
}
