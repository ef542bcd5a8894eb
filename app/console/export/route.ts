import { AppError } from '@/lib/errors';
import { EXPORT_FORMATS, exportLog } from '@/lib/evidence/log-export';
import { describeForm, logQuestion, parseLogForm } from '@/lib/evidence/log-question';
import { openCase } from '@/lib/evidence/look-up';
import { ZONE } from '@/lib/portal/zone';
import { readForm, textField } from '../../_ui/form-request';
import { getPrincipal } from '../../_ui/principal';
import { refuse } from '../refuse';

/** The whole result as a file, streamed; the export is an event before the first byte (SEC-14). */
export async function POST(request: Request): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { runtime, fields } = posted;
  const given = Object.fromEntries([...fields.keys()].map((key) => [key, textField(fields, key)]));
  const parsed = parseLogForm(given);
  const format = EXPORT_FORMATS.find((known) => known === textField(fields, 'format'));
  if (!parsed.ok || format === undefined) return refuse(400, 'invalid_request');
  try {
    const principal = await getPrincipal();
    const { form } = parsed;
    const person = form.case === undefined ? undefined : openCase(runtime, principal, form.case);
    if (form.case !== undefined && person === undefined) return refuse(403, 'forbidden');
    const question = logQuestion(form, ZONE, person?.subjects);
    const file = await exportLog(runtime, principal, question, format, describeForm(form));
    return new Response(file.stream, {
      headers: {
        'content-type': file.contentType,
        'content-disposition': `attachment; filename="${file.name}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
