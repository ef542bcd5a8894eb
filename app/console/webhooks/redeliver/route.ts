import { redeliverAsOfficer } from '@/lib/delivery/webhooks/desk';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';
import { refuse } from '../../refuse';

/** All dead letters of one webhook wait again. */
export async function POST(request: Request): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { runtime, fields } = posted;
  try {
    const webhook = textField(fields, 'webhook');
    const waiting = await redeliverAsOfficer(runtime, await getPrincipal(), webhook);
    if (waiting === undefined) return refuse(404, 'not_found');
    return leadTo(request, `/console/webhooks?again=${String(waiting)}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
