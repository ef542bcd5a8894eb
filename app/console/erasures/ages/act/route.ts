import { z } from 'zod';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { askCorrectionOf } from '@/lib/evidence/age-desk';
import { decideCorrection, type CorrectionOutcome } from '@/lib/record/age-corrections';
import type { Runtime } from '@/lib/runtime/model';
import { leadTo } from '../../../../_ui/answer';
import { readForm, textField } from '../../../../_ui/form-request';
import { getPrincipal } from '../../../../_ui/principal';

const PATH = '/console/erasures/ages';
const schema = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['confirm', 'refuse']), request: z.string().regex(/^agc_[\w-]{1,64}$/) }),
  z.object({ act: z.literal('ask'), ground: z.string() }),
]);
type Act = z.infer<typeof schema>;
const SAID = { ask: 'asked', confirm: 'confirmed', refuse: 'refused' } as const;

function carry(
  runtime: Runtime,
  officer: OfficerPrincipal,
  act: Act,
  opened: string,
): Promise<CorrectionOutcome> {
  return act.act === 'ask'
    ? askCorrectionOf(runtime, officer, opened, act.ground)
    : decideCorrection(runtime, officer, act.request, act.act);
}

/** One door for every form of the page; who may do what is judged where it is done. */
export async function POST(incoming: Request): Promise<Response> {
  const form = await readForm(incoming);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const officer = await getPrincipal();
  if (officer.kind !== 'officer') return leadTo(incoming, PATH);
  const parsed = schema.safeParse(Object.fromEntries(fields));
  const opened = textField(fields, 'case');
  const outcome: CorrectionOutcome = parsed.success
    ? await carry(runtime, officer, parsed.data, opened)
    : { ok: false, reason: 'invalid_request' };
  const search = new URLSearchParams(opened === '' ? {} : { case: opened });
  if (outcome.ok && parsed.success) search.set('done', SAID[parsed.data.act]);
  if (!outcome.ok) search.set('problem', outcome.field?.slice(1) ?? outcome.reason);
  return leadTo(incoming, `${PATH}?${search.toString()}`);
}
