import { lookUp } from '@/lib/evidence/look-up';
import { requireAuditor } from '@/lib/evidence/auditor';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../_ui/answer';
import { readForm, textField } from '../../_ui/form-request';
import { getPrincipal } from '../../_ui/principal';
import { refuse } from '../refuse';
import { sealDraft, type LookDraft } from './draft';
import { namedPerson } from './named-person';

/** The look is durable before the record is shown (SEC-23); a failure shows nothing. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const system = textField(fields, 'system');
  const id = textField(fields, 'id');
  const ground = textField(fields, 'ground');
  try {
    const officer = requireAuditor(await getPrincipal());
    const back = (problem: LookDraft['problem']) => {
      const draft = sealDraft(runtime, officer, { problem, system, id, ground });
      return leadTo(request, `/console?draft=${draft}#look`);
    };
    const identifier = namedPerson(system, id);
    if (identifier === undefined) return back('id');
    const outcome = await lookUp(runtime, officer, { identifier, ground });
    if (outcome.ok) return leadTo(request, `/console?case=${outcome.case}`);
    return back(outcome.reason === 'not_found' ? 'not_found' : outcome.field);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
