import { guardianPost } from '@/lib/delivery/guardian-mail';
import { commitGuardianAct, parseGuardianAct } from '@/lib/portal/guardian-acts';
import { leadTo, withQuery } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getLocale } from '../../../_ui/locale';
import { getPrincipal } from '../../../_ui/principal';
import { sealTyped, typedIn } from '../../../_ui/typed';

/** Only the signed-in page says how old somebody is, and what a guardian agrees to. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const person = await getPrincipal();
  if (person.kind !== 'person') return leadTo(request, '/sign-in?next=%2Fguardian');
  const act = parseGuardianAct(fields);
  const outcome =
    act === undefined
      ? ({ ok: false, problem: textField(fields, 'act') === 'declare' ? 'age' : 'other' } as const)
      : await commitGuardianAct(runtime, person, act, guardianPost(runtime, await getLocale()));
  if (outcome.ok) return leadTo(request, withQuery('/guardian', 'said', outcome.said));
  const { problem } = outcome;
  const back = withQuery('/guardian', 'wrong', problem);
  if (problem !== 'age' && problem !== 'month') return leadTo(request, back);
  const typed = { subject: person.subject, field: 'month', fields: typedIn(fields) };
  return leadTo(request, withQuery(back, 'was', sealTyped(runtime, typed)));
}
