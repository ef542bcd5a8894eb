import { leadTo, withQuery } from '../../../_ui/answer';
import { readForm, textField } from '../../../_ui/form-request';
import { sealResult } from '../../../_ui/verify/result-flash';
import { summarise } from '../../../_ui/verify/summary';

const RECEIPT_MAX_BYTES = 1_000_000;

/** Without scripts: the same check on our side. Nothing of the receipt is kept. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request, RECEIPT_MAX_BYTES);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const file = fields.get('file');
  const pasted = textField(fields, 'text').trim();
  const text = pasted === '' && file instanceof File ? await file.text() : pasted;
  const summary = summarise(text, await runtime.ledger.policy());
  return leadTo(request, withQuery('/verify', 'result', sealResult(runtime, summary)));
}
