import { AppError } from '@/lib/errors';
import { cancelPack } from '@/lib/jobs/pack-jobs';
import { leadTo } from '../../../../_ui/answer';
import { readForm } from '../../../../_ui/form-request';
import { getPrincipal } from '../../../../_ui/principal';
import { refuse } from '../../../refuse';

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { id } = await params;
  try {
    await cancelPack(posted.runtime, await getPrincipal(), id);
    return leadTo(request, `/console/packs/${encodeURIComponent(id)}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
