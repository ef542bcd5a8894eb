import { isUtf8 } from 'node:buffer';
import { makeList, type ListOutcome } from '@/lib/asking/audience/kept-lists';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';
import { refuse } from '../../refuse';

const MOST_BYTES = 4 * 1024 * 1024;

/** What was pasted, or the file; undefined: the file is no text. */
async function peopleOf(fields: FormData): Promise<string | undefined> {
  const file = fields.get('file');
  if (!(file instanceof File) || file.size === 0) return textField(fields, 'people');
  const bytes = Buffer.from(await file.arrayBuffer());
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** The question is durable before anybody is looked at. Member numbers never stand in an address. */
export async function POST(request: Request): Promise<Response> {
  const posted = await readForm(request, MOST_BYTES);
  if (!posted.ok) {
    const { status } = posted.answer;
    return status === 413 ? leadTo(request, '/console/audience?problem=file') : posted.answer;
  }
  const { runtime, fields } = posted;
  const [touchpoint, campaign, segment] = ['touchpoint', 'campaign', 'segment'].map((name) =>
    textField(fields, name),
  );
  const back = (problem: string): Response => {
    const query = new URLSearchParams({ problem, touchpoint: touchpoint ?? '' });
    return leadTo(request, `/console/audience?${query.toString()}`);
  };
  try {
    const people = await peopleOf(fields);
    if (people === undefined) return back('file');
    const plan = {
      ...{ touchpoint: touchpoint ?? '', campaign: campaign ?? '', segment: segment ?? '', people },
    };
    const outcome: ListOutcome = await makeList(runtime, await getPrincipal(), plan);
    return outcome.ok ? leadTo(request, `/console/audience/${outcome.id}`) : back(outcome.field);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
