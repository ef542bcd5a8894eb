import { z } from 'zod';
import { ERASURE_GROUNDS } from '@/lib/choice/erasing-model';
import { instantOf } from '@/lib/decision/zones';
import type { ErrorCode } from '@/lib/errors';
import { endHoldOf, placeHoldOn, subjectMeant, type Meant } from '@/lib/evidence/erasure-desk';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { confirmErasure, refuseErasure, requestErasure } from '@/lib/record/erasure-requests';
import type { Runtime } from '@/lib/runtime/model';
import { leadTo } from '../../../_ui/answer';
import { ZONE } from '@/lib/portal/zone';
import { readForm, textField } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';

const request = z.string().regex(/^era_[\w-]{1,64}$/);
const schema = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['confirm', 'refuse']), request }),
  z.object({ act: z.literal('ask'), ground: z.enum(ERASURE_GROUNDS), words: z.string() }),
  z.object({ act: z.literal('hold'), ground: z.string(), until: z.iso.date() }),
  z.object({ act: z.literal('end-hold'), hold: z.string() }),
]);
type Act = z.infer<typeof schema>;
type Outcome =
  | { readonly ok: true; readonly said: string }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };

async function decide(
  runtime: Runtime,
  officer: OfficerPrincipal,
  act: Extract<Act, { act: 'confirm' | 'refuse' }>,
): Promise<Outcome> {
  if (act.act === 'refuse') {
    const refused = await refuseErasure(runtime, officer, act.request);
    return refused.ok ? { ok: true, said: 'refused' } : refused;
  }
  const confirmed = await confirmErasure(runtime, officer, act.request);
  if (confirmed.ok) return { ok: true, said: 'confirmed' };
  return confirmed.reason === 'held' ? { ok: true, said: 'held' } : confirmed;
}

async function carry(
  runtime: Runtime,
  officer: OfficerPrincipal,
  act: Act,
  meant: Meant,
): Promise<Outcome> {
  switch (act.act) {
    case 'confirm':
    case 'refuse':
      return decide(runtime, officer, act);
    case 'ask': {
      const subject = await subjectMeant(runtime, officer, meant);
      if (subject === undefined) return { ok: false, reason: 'not_found', field: '/over' };
      const words = act.words.trim();
      const asked = await requestErasure(runtime, officer, {
        ...{ subject, ground: act.ground },
        ...(words !== '' && { words }),
      });
      return asked.ok ? { ok: true, said: 'asked' } : asked;
    }
    case 'hold': {
      const untilMs = instantOf(Date.parse(`${act.until}T00:00:00Z`), ZONE);
      const placed = await placeHoldOn(runtime, officer, meant, { ground: act.ground, untilMs });
      return placed.ok ? { ok: true, said: 'placed' } : placed;
    }
    case 'end-hold': {
      const ended = await endHoldOf(runtime, officer, meant, act.hold);
      return ended.ok ? { ok: true, said: 'ended' } : ended;
    }
  }
}

function queryOf(outcome: Outcome): readonly [string, string] {
  if (outcome.ok) return ['done', outcome.said];
  return ['problem', outcome.field?.slice(1) ?? outcome.reason];
}

/** One door for every form of the page; who may do what is judged where it is done. */
export async function POST(incoming: Request): Promise<Response> {
  const form = await readForm(incoming);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const officer = await getPrincipal();
  if (officer.kind !== 'officer') return leadTo(incoming, '/console/erasures');
  const parsed = schema.safeParse(Object.fromEntries(fields));
  const [named, opened] = [textField(fields, 'request'), textField(fields, 'case')];
  const meant: Meant = named === '' ? { case: opened } : { request: named };
  const outcome: Outcome = parsed.success
    ? await carry(runtime, officer, parsed.data, meant)
    : { ok: false, reason: 'invalid_request' };
  const search = new URLSearchParams([
    queryOf(outcome) as [string, string],
    ...(opened === '' ? [] : [['case', opened]]),
  ] as [string, string][]);
  return leadTo(incoming, `/console/erasures?${search.toString()}`);
}
