import { lookUp } from '@/lib/evidence/look-up';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../_ui/answer';
import { readForm, textField } from '../../_ui/form-request';
import { getPrincipal } from '../../_ui/principal';

const identifier = z.object({
  system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  id: z.string().trim().min(1).max(256),
});

/** The look is durable before the record is shown (SEC-23); a failure shows nothing. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const named = identifier.safeParse({
    system: textField(fields, 'system'),
    id: textField(fields, 'id'),
  });
  if (!named.success) return leadTo(request, '/console?problem=id');
  try {
    const ground = textField(fields, 'ground');
    const outcome = await lookUp(runtime, await getPrincipal(), { identifier: named.data, ground });
    if (outcome.ok) return leadTo(request, `/console?case=${outcome.case}`);
    return leadTo(
      request,
      `/console?problem=${outcome.reason === 'not_found' ? 'not_found' : outcome.field}`,
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return new Response(`${error.code}\n`, {
      status: error.status,
      headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
    });
  }
}
