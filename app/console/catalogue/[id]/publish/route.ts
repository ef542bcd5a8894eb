import { AppError } from '@/lib/errors';
import { publishDraft } from '@/lib/publishing/publish-draft';
import { leadTo } from '../../../../_ui/answer';
import { readForm, textField } from '../../../../_ui/form-request';
import { getPrincipal } from '../../../../_ui/principal';
import { refuse } from '../../../refuse';

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { runtime, fields } = posted;
  const { id } = await params;
  try {
    const digest = textField(fields, 'digest');
    const outcome = await publishDraft(runtime, await getPrincipal(), id, digest);
    const problem = outcome.ok ? '' : `?problem=${outcome.reason}`;
    return leadTo(request, `/console/catalogue/${encodeURIComponent(id)}${problem}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
