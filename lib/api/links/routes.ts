/** Two names of one person: said, looked up and taken back by the system that has both. */
import { z } from '@hono/zod-openapi';
import type { LinkRequest, WireSubject } from '../../../sdk/src/contract';
import { deskOf } from '../../asking/desk';
import { AppError } from '../../errors';
import { commitLook, readGround } from '../../evidence/look-event';
import { deploymentPrincipal } from '../../identity/deployment';
import type { Identifier } from '../../identity/model';
import {
  linkByCode,
  linkedWith,
  linkOwn,
  unlinkOwn,
  type LinkedSubject,
  type LinkOutcome,
} from '../../record/links';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { LOOK_GROUND, readLookGround } from '../look-ground';
import { problemReply } from '../problem';
import { readBody, readValue } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import {
  handleParams,
  linkAnswerSchema,
  linkRequestSchema,
  linksAnswerSchema,
  otherQuery,
} from './contract';

const UNSAID = 'Nothing was recorded.';

type Found = { readonly subject: string; readonly handle: string } | Reply;

function refuse(
  call: KeyCall,
  code: Parameters<typeof problemReply>[0],
  detail: string,
  pointer?: string,
): Reply {
  const errors = pointer === undefined ? [] : [{ pointer, detail }];
  return problemReply(code, call.instance, { detail, errors });
}

async function findByHandle(call: KeyCall, handle: string): Promise<string | undefined> {
  const { runtime, principal } = call;
  const found =
    principal.system === '*'
      ? await runtime.subjects.byHandle(handle)
      : await deskOf(runtime).ownHandles.find(runtime.subjects, principal.system, handle);
  return found?.subject;
}

/** Whom the path is about: one of the system's own, or nobody. */
async function findNamed(call: KeyCall): Promise<Found> {
  const read = readValue(handleParams, { handle: call.param('handle') });
  if (!read.ok) {
    const detail = 'The path names no handle.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  const { handle } = read.value;
  const subject = await findByHandle(call, handle);
  if (subject !== undefined) return { subject, handle };
  return refuse(call, 'not_found', 'You know nobody by this handle.');
}

/** Whoever is named for the first time is known from now on. */
async function subjectOf({ runtime }: KeyCall, identifier: Identifier): Promise<string> {
  const known = await runtime.subjects.byHandle(runtime.vault.handleOf(identifier));
  if (known !== undefined) return known.subject;
  const about = { identifier };
  const outcome = await runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the subject could not be made');
  if (outcome.subject === undefined) throw new AppError('internal', 'no subject was made');
  return outcome.subject;
}

function said(call: KeyCall, outcome: LinkOutcome): Reply {
  if (!outcome.ok) return refuse(call, outcome.reason, outcome.detail, outcome.field);
  const { vault, epoch } = call.runtime;
  const consentToken = vault.consentToken(epoch, outcome.seq);
  return jsonReply(200, { confirmed: outcome.confirmed, consentToken });
}

async function findOther(call: KeyCall, subject: WireSubject): Promise<string | Reply> {
  if (!isOwn(call.principal, subject)) {
    const detail = "A key speaks only of its own system's people.";
    return refuse(call, 'wrong_system', detail, '/subject/system');
  }
  if ('id' in subject) return subjectOf(call, subject);
  const found = await findByHandle(call, subject.handle);
  return found ?? refuse(call, 'not_found', 'You know nobody by this handle.', '/subject/handle');
}

async function join(
  call: KeyCall,
  subject: string,
  request: LinkRequest,
): Promise<LinkOutcome | Reply> {
  const { runtime, principal } = call;
  if ('code' in request) return linkByCode(runtime, principal, { subject, code: request.code });
  const other = await findOther(call, request.subject);
  return typeof other === 'string' ? linkOwn(runtime, principal, { subject, other }) : other;
}

async function put(call: KeyCall): Promise<Reply> {
  const read = readBody(linkRequestSchema, call.body);
  if (!read.ok)
    return problemReply(read.code, call.instance, { detail: UNSAID, errors: read.errors });
  if (call.principal.test) return refuse(call, 'forbidden', 'A test key touches nothing.');
  const named = await findNamed(call);
  if ('status' in named) return named;
  const outcome = await join(call, named.subject, read.value);
  return 'status' in outcome ? outcome : said(call, outcome);
}

async function remove(call: KeyCall): Promise<Reply> {
  const read = readValue(otherQuery, { with: call.query('with') });
  if (!read.ok)
    return problemReply(read.code, call.instance, { detail: UNSAID, errors: read.errors });
  if (call.principal.test) return refuse(call, 'forbidden', 'A test key touches nothing.');
  const named = await findNamed(call);
  if ('status' in named) return named;
  const other = await findByHandle(call, read.value.with);
  if (other === undefined)
    return refuse(call, 'not_found', 'You know nobody by this handle.', '/with');
  return said(call, await unlinkOwn(call.runtime, call.principal, { ...named, other }));
}

/** Under the system's own handles; whom it does not know is not there for it. */
async function namesOf(call: KeyCall, handle: string, linked: readonly LinkedSubject[]) {
  const { store } = call.runtime;
  const { system } = call.principal;
  const confirmed = new Map(linked.map((one) => [one.subject, one.confirmed]));
  const identifiers = await store.identifiersOf([...confirmed.keys()]);
  return identifiers
    .filter((one) => one.handle !== handle && (system === '*' || one.system === system))
    .map((one) => ({ handle: one.handle, confirmed: confirmed.get(one.subject) === true }));
}

async function get(call: KeyCall): Promise<Reply> {
  const ground = readGround(readLookGround(call) ?? '');
  if (ground === undefined) {
    const detail = `Say why you look: a header ${LOOK_GROUND} of 5 to 500 characters, percent-encoded.`;
    return refuse(call, 'invalid_request', detail, '');
  }
  const read = readValue(handleParams, { handle: call.param('handle') });
  if (!read.ok)
    return problemReply(read.code, call.instance, { detail: 'No handle.', errors: read.errors });
  const { handle } = read.value;
  const subject = call.principal.test ? undefined : await findByHandle(call, handle);
  // Nobody seen, and nobody's links: alike.
  if (subject === undefined) return jsonReply(200, { links: [] });
  // INVARIANT: durable before anything about the person is read (SEC-23).
  await commitLook(call.runtime, call.principal, { subject, ground });
  return jsonReply(200, {
    links: await namesOf(call, handle, await linkedWith(call.runtime, subject)),
  });
}

const tags = ['Links'];
const path = '/api/v1/subjects/:handle/links';

export const linkRoute: ApiRoute = {
  method: 'PUT',
  path,
  access: ['identify'],
  maxBytes: BODY_BYTES,
  handle: put,
  description: {
    tags,
    summary: 'Two names of yours are one person, or: this is the person whose code you heard',
    description:
      'Without the person’s code a link is unconfirmed: refusals and limits cross it both ways, permissions never, and what nobody was asked stays no. With the code that the person reads out from their own page the two records become one; only the person ends that. Said again, nothing is written.',
    request: { params: handleParams, body: describeBody(linkRequestSchema) },
    responses: {
      200: describeJson('It stands', linkAnswerSchema),
      ...problems([400, 401, 403, 404, 409, 413, 415, 503]),
    },
  },
};

export const unlinkRoute: ApiRoute = {
  method: 'DELETE',
  path,
  access: ['identify'],
  handle: remove,
  description: {
    tags,
    summary: 'They are not one person after all',
    description: 'Ends an unconfirmed link. What either side refused since stays refused on both.',
    request: { params: handleParams, query: otherQuery },
    responses: {
      200: describeJson('It is ended', linkAnswerSchema),
      ...problems([400, 401, 403, 404, 409, 503]),
    },
  },
};

export const linksRoute: ApiRoute = {
  method: 'GET',
  path,
  access: ['identify'],
  handle: get,
  description: {
    tags,
    summary: 'Which other names of yours are linked with this one',
    description:
      'Your own handles alone. The look stands in the person’s history, with your ground, before it is answered. Somebody you do not know has no links.',
    request: {
      params: handleParams,
      headers: z.object({ [LOOK_GROUND]: z.string().min(5).max(500) }),
    },
    responses: {
      200: describeJson('The links', linksAnswerSchema),
      ...problems([400, 401, 403, 503]),
    },
  },
};
