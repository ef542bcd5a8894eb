import { maySave } from '@/lib/api/traffic/saving';
import { openDeviceSession } from '@/lib/identity/entrances';
import type { DevicePrincipal, PersonPrincipal } from '@/lib/identity/model';
import { principalFromCookie, sessionCookie } from '@/lib/identity/session-cookie';
import { principalOfSession } from '@/lib/identity/sessions';
import { commitAct, type ActOutcome } from '@/lib/portal/commands';
import { isRefusal, parseAct, type Act } from '@/lib/portal/form-schema';
import { isKeepable, keptPath } from '@/lib/portal/kept-act';
import { localPath } from '@/lib/portal/local-path';
import { readFirstPath } from '@/lib/portal/read-first';
import { ownRecord } from '@/lib/portal/queries';
import type { Runtime } from '@/lib/runtime/model';
import { leadTo, withQuery } from './answer';
import { sealFlash } from './flash';
import { readForm, textField } from './form-request';
import { getLocale } from './locale';
import { sealTyped, typedIn } from './typed';

interface Actor {
  readonly person: PersonPrincipal | DevicePrincipal;
  /** Set where this act made the browser known to us. */
  readonly cookie?: string;
}

/** A browser becomes known only when it refuses something without signing in (DESIGN §2). */
async function actorOf(runtime: Runtime, request: Request, act: Act): Promise<Actor | undefined> {
  const principal = await principalFromCookie(runtime, request.headers.get('cookie'));
  const person = ownRecord(principal);
  if (person?.kind === 'person') return { person };
  if (!isRefusal(act)) return undefined;
  if (person !== undefined) return { person };
  const session = await openDeviceSession(runtime);
  const device = await principalOfSession(runtime, session.token);
  if (device.kind !== 'device') return undefined;
  return { person: device, cookie: await sessionCookie(runtime, 'device', session) };
}

function savedText(
  runtime: Runtime,
  person: Actor['person'],
  outcome: Extract<ActOutcome, { ok: true }>,
): string {
  return sealFlash(runtime, {
    subject: person.subject,
    atMs: outcome.atMs,
    eventIds: [...outcome.eventIds],
    undoable: person.kind === 'person',
    refused: [...outcome.leftOut.refused],
    sensitive: [...outcome.leftOut.sensitive],
    ...(outcome.note === undefined ? {} : { note: outcome.note }),
  });
}

/** Back to the form, with what stood in it where one of its fields is at fault. */
function notSaved(
  runtime: Runtime,
  { subject }: Actor['person'],
  back: string,
  { reason, field }: Extract<ActOutcome, { ok: false }>,
  fields: FormData,
): string {
  const to = withQuery(back, 'problem', reason);
  return field === undefined
    ? to
    : withQuery(to, 'typed', sealTyped(runtime, { subject, field, fields: typedIn(fields) }));
}

/** One form, one commit, and back to where the person was. */
export async function saveChoice(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const back = localPath(textField(fields, 'back'));
  const toRead = readFirstPath(textField(fields, 'act'));
  if (toRead !== undefined) return leadTo(request, toRead);
  const act = parseAct([...fields].filter(([name]) => name !== 'back'));
  if (act === undefined) return leadTo(request, withQuery(back, 'problem', 'other'));
  const actor = await actorOf(runtime, request, act);
  if (actor === undefined) {
    const next = isKeepable(act)
      ? keptPath(runtime.vault, { act, back }, runtime.clock.now())
      : back;
    return leadTo(request, withQuery('/sign-in', 'next', next));
  }
  if (!isRefusal(act) && !maySave(runtime, actor.person.subject)) {
    return leadTo(request, withQuery(back, 'problem', 'rate_limited'));
  }
  const outcome = await commitAct(runtime, actor.person, act, await getLocale());
  const headers: HeadersInit = actor.cookie === undefined ? {} : { 'set-cookie': actor.cookie };
  const to = outcome.ok
    ? withQuery(back, 'saved', savedText(runtime, actor.person, outcome))
    : notSaved(runtime, actor.person, back, outcome, fields);
  return leadTo(request, to, headers);
}
