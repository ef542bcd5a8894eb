import { lookUp } from '@/lib/evidence/look-up';
import { requireAuditor } from '@/lib/evidence/auditor';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';
import { sealDraft, type LookDraft } from '../../look/draft';
import { namedPerson } from '../../look/named-person';
import { refuse } from '../../refuse';

/** The look is durable before anything is answered (SEC-23). */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const [system, id, ground] = ['system', 'id', 'ground'].map((name) => textField(fields, name));
  const query = new URLSearchParams();
  for (const name of ['date', 'time', 'place'])
    query.set(name, textField(fields, name).slice(0, 64));
  const lead = () => leadTo(request, `/console/inquiry?${query.toString()}`);
  try {
    const officer = requireAuditor(await getPrincipal());
    const back = (problem: LookDraft['problem']) => {
      const draft = { problem, system: system ?? '', id: id ?? '', ground: ground ?? '' };
      query.set('draft', sealDraft(runtime, officer, draft));
      return lead();
    };
    const identifier = namedPerson(system, id);
    if (identifier === undefined) return back('id');
    const outcome = await lookUp(runtime, officer, { identifier, ground: ground ?? '' });
    if (!outcome.ok) return back(outcome.reason === 'not_found' ? 'not_found' : outcome.field);
    query.set('case', outcome.case);
    return lead();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
