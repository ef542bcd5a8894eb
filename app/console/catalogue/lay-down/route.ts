import { AppError } from '@/lib/errors';
import { layDownDraft } from '@/lib/publishing/drafts';
import { leadTo } from '../../../_ui/answer';
import { readForm } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';
import { refuse } from '../../refuse';

const FILE_MAX_BYTES = 4 * 1024 * 1024;
/** The form around the file. */
const AROUND_BYTES = 16_384;
const BAD = '/console/catalogue?problem=file';

export async function POST(request: Request): Promise<Response> {
  const posted = await readForm(request, FILE_MAX_BYTES + AROUND_BYTES);
  if (!posted.ok) return posted.answer.status === 413 ? leadTo(request, BAD) : posted.answer;
  const { runtime, fields } = posted;
  const file = fields.get('file');
  if (!(file instanceof File) || file.size === 0 || file.size > FILE_MAX_BYTES) {
    return leadTo(request, BAD);
  }
  try {
    const draft = { name: file.name, text: await file.text() };
    const id = await layDownDraft(runtime, await getPrincipal(), draft);
    return leadTo(request, `/console/catalogue/${id}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
