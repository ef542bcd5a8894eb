import { lookUp } from '@/lib/evidence/look-up';
import { requireAuditor } from '@/lib/evidence/log-search';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../_ui/answer';
import { readForm, textField } from '../../_ui/form-request';
import { getPrincipal } from '../../_ui/principal';
import { sealDraft, type LookDraft } from './draft';

const identifier = z.object({
  system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  id: z.string().trim().min(1).max(256),
});

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
    const named = identifier.safeParse({ system, id });
    if (!named.success) return back('id');
    const outcome = await lookUp(runtime, officer, { identifier: named.data, ground });
    if (outcome.ok) return leadTo(request, `/console?case=${outcome.case}`);
    return back(outcome.reason === 'not_found' ? 'not_found' : outcome.field);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return new Response(`${error.code}\n`, {
      status: error.status,
      headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
    });
  }
}
