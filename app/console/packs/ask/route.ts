import { AppError } from '@/lib/errors';
import { describeForm, logQuestion, parseLogForm } from '@/lib/evidence/log-question';
import { openCase } from '@/lib/evidence/look-up';
import { askForPack } from '@/lib/jobs/pack-jobs';
import { leadTo } from '../../../_ui/answer';
import { ZONE } from '@/lib/portal/zone';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';
import { refuse } from '../../refuse';

/** Takes the search as it stands, and the ground; the work itself is a job. */
export async function POST(request: Request): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { runtime, fields } = posted;
  const given = Object.fromEntries([...fields.keys()].map((key) => [key, textField(fields, key)]));
  const { ground = '', ...search } = given;
  const parsed = parseLogForm(search);
  if (!parsed.ok) return refuse(400, 'invalid_request');
  try {
    const principal = await getPrincipal();
    const { form } = parsed;
    const person = form.case === undefined ? undefined : openCase(runtime, principal, form.case);
    if (form.case !== undefined && person === undefined) return refuse(403, 'forbidden');
    const question = logQuestion(form, ZONE, person?.subjects);
    const asked = { question, ground, summary: describeForm(form) };
    const outcome = await askForPack(runtime, principal, asked);
    if (outcome.ok) return leadTo(request, `/console/packs/${outcome.id}`);
    return leadTo(request, '/console/packs?problem=ground');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
