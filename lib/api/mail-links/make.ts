/** Where a mailer gets its links: what List-Unsubscribe carries, for each person of one mailing. */
import type { UnsubscribeLink, WireSubject } from '../../../sdk/src/contract';
import { consentEnds } from '../../asking/consent-ends';
import type { CompiledTouchpoint } from '../../catalogue/compile';
import { sealMailLink } from '../../identity/mail-link';
import type { Handle } from '../../identity/model';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply, type FieldError } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BATCH_BYTES, type ApiRoute, type KeyCall } from '../route';
import { placeProblem } from '../tokens/routes';
import { unsubscribeLinksAnswerSchema, unsubscribeLinksRequestSchema } from './contract';

const ONE_CLICK = 'List-Unsubscribe=One-Click';
const UNREADABLE = 'This is not a request for links that we can read.';

function refuse(
  call: KeyCall,
  code: Parameters<typeof problemReply>[0],
  errors: readonly FieldError[],
): Reply {
  return problemReply(code, call.instance, { detail: UNREADABLE, errors });
}

function contactPurposes({ purposes }: CompiledTouchpoint): readonly string[] {
  return purposes.flatMap(({ purpose }) => (purpose.contact ? [purpose.key] : [])).sort();
}

function handleOf({ runtime }: KeyCall, subject: WireSubject): Handle {
  return 'id' in subject ? runtime.vault.handleOf(subject) : (subject.handle as Handle);
}

function linkOf(call: KeyCall, place: CompiledTouchpoint, subject: WireSubject) {
  const { runtime, principal } = call;
  const { vault, env } = runtime;
  const token = sealMailLink(vault, {
    system: principal.system,
    ...{ handle: handleOf(call, subject), derived: 'id' in subject },
    ...{ touchpoint: place.touchpoint.key, channel: place.touchpoint.channel },
    purposes: contactPurposes(place),
    test: principal.test,
  });
  const url = `${env.origin}/u/${token}`;
  const headers = { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': ONE_CLICK };
  return { url, headers };
}

/** What ends soon is announced in the last messages: to whom nothing is said nothing is allowed here, or it lasts. */
async function announced(
  call: KeyCall,
  place: CompiledTouchpoint,
  subjects: readonly WireSubject[],
): Promise<readonly Pick<UnsubscribeLink, 'announce'>[]> {
  const { runtime, principal } = call;
  if (principal.test) return subjects.map(() => ({}));
  const { system } = principal;
  const handles = subjects.map((subject) => handleOf(call, subject));
  const ends = await consentEnds(runtime, { system, place }, handles);
  const page = `${runtime.env.origin}/renewal`;
  return ends.map((endsAtMs) =>
    endsAtMs === undefined ? {} : { announce: { endsAt: new Date(endsAtMs).toISOString(), page } },
  );
}

/** Nothing is written, and whoever is unseen gets a link like anybody else. */
async function make(call: KeyCall): Promise<Reply> {
  const read = readBody(unsubscribeLinksRequestSchema, call.body);
  if (!read.ok) return refuse(call, read.code, read.errors);
  const { touchpoint, subjects } = read.value;
  const misplaced = placeProblem(call, touchpoint);
  if (misplaced !== undefined) return misplaced;
  const place = call.runtime.catalogues.current().touchpoints.get(touchpoint);
  if (place === undefined || contactPurposes(place).length === 0) {
    const detail = 'contacts nobody: there is nothing to unsubscribe from';
    return refuse(call, 'unknown_touchpoint', [{ pointer: '/touchpoint', detail }]);
  }
  const foreign = subjects.findIndex((subject) => !isOwn(call.principal, subject));
  if (foreign >= 0) {
    const pointer = `/subjects/${String(foreign)}/system`;
    const detail = 'is another system than this key is of';
    return refuse(call, 'wrong_system', [{ pointer, detail }]);
  }
  const also = await announced(call, place, subjects);
  const links = subjects.map((subject, index) => ({
    ...linkOf(call, place, subject),
    ...also[index],
  }));
  return jsonReply(200, { links });
}

export const unsubscribeLinksRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/unsubscribe-links',
  access: ['decide'],
  maxBytes: BATCH_BYTES,
  handle: make,
  description: {
    tags: ['Choices'],
    summary: 'The links by which people refuse a mail without signing in, and its headers',
    description:
      'For the mails of one touchpoint that contacts people. Send both headers as they are (RFC 8058), sign them with DKIM, and set `url` in the text too: there the person also finds finer choices. Where `announce` stands, the mail says when what the person allowed ends. A link names the person in sealed form, can only refuse, and has no end. With a test key it does nothing.',
    request: { body: describeBody(unsubscribeLinksRequestSchema) },
    responses: {
      200: describeJson('One link a person', unsubscribeLinksAnswerSchema),
      ...problems([400, 401, 403, 413, 415, 422, 503]),
    },
  },
};
