import { ATTACKS } from '@/lib/evidence/rewrite/model';
import { tryRewrite } from '@/lib/evidence/rewrite/try-rewrite';
import { textField } from '../../../_ui/form-request';
import { nothingHere, readDemoForm } from '../../door';
import { keepResult } from '../results';

export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const attack = ATTACKS.find((known) => known === textField(form.fields, 'attack'));
  if (attack === undefined) return nothingHere();
  const id = keepResult(await tryRewrite(form.runtime, attack));
  const headers = { location: `/demo/rewrite?tried=${id}#result`, 'cache-control': 'no-store' };
  return new Response(null, { status: 303, headers });
}
