/** What a system needs to answer in its own process: its key for handles, a snapshot, what changes. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { HandleKeyAnswer, PermissionsAnswer } from '../../../sdk/src/local-contract';
import { deskOf } from '../../asking/desk';
import { TEST_SYSTEM } from '../../asking/test-answers';
import { readResume } from '../../delivery/changes/cursor';
import { hubOf } from '../../delivery/changes/hub';
import type { Member } from '../../delivery/changes/feed';
import { drawFor, tellPerson, type Told } from '../../delivery/changes/person';
import { snapshot } from '../../delivery/changes/snapshot';
import { testTimelines } from '../../delivery/changes/test-people';
import { mapOf, viewOf, type ViewMap } from '../../delivery/changes/view';
import { isStillGood } from '../authentication';
import { describeJson, problems } from '../description/parts';
import { isKnown } from '../ledger/open-reply';
import { problemReply } from '../problem';
import { jsonReply, JSON_TYPE, type Reply } from '../reply';
import type { ApiRoute, KeyCall } from '../route';
import { refuseStale } from '../stale';
import { handleSchema } from '../subject-schema';
import { handleKeySchema, permissionsSchema } from './contract';
import { openOutlet, streamOf } from './stream';

const tags = ['Local evaluation'];
const NDJSON = 'application/x-ndjson';
const EVENTS = 'text/event-stream';

function handleKey({ runtime, principal }: KeyCall): Reply {
  const system = principal.test ? TEST_SYSTEM : principal.system;
  const key = Buffer.from(runtime.vault.handleKey(system)).toString('base64url');
  return jsonReply(200, { system, key } satisfies HandleKeyAnswer);
}

/** Somebody nobody has seen takes the same steps, and gets the same answer, as somebody never asked. */
async function tell({ runtime, principal }: KeyCall, map: ViewMap, handle: string): Promise<Told> {
  if (principal.test) {
    const timelines = testTimelines(runtime, map, handle);
    if (timelines !== undefined) return { timelines, instants: [] };
  }
  const { system } = principal;
  const { subjects, clock, vault } = runtime;
  const asked = await deskOf(runtime).ownHandles.asked(subjects, system, handle);
  const subject = principal.test ? undefined : asked;
  return tellPerson(map, subject, system, clock.now(), drawFor(vault, handle));
}

async function permissions(call: KeyCall): Promise<Reply> {
  const { runtime, principal } = call;
  const handle = handleSchema.safeParse(call.param('handle'));
  if (!handle.success) {
    const detail = 'Name the person by the handle your system was given.';
    const errors = [{ pointer: '/handle', detail: 'must be a handle, h1_…' }];
    return problemReply('invalid_request', call.instance, { detail, errors });
  }
  const token = call.header('consent-token');
  const stale = token === undefined ? undefined : await refuseStale(call, [token]);
  if (stale !== undefined) return stale;
  await runtime.subjects.fresh();
  const map = mapOf(runtime.catalogues.current(), viewOf(principal));
  const { timelines, instants } = await tell(call, map, handle.data);
  const { catalogueVersion, places } = map.wire;
  const body = JSON.stringify({
    ...{ catalogueVersion, places, timelines, instants },
  } satisfies PermissionsAnswer);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'private, no-cache' };
  const known = isKnown(call.header('if-none-match'), etag);
  return { status: known ? 304 : 200, contentType: JSON_TYPE, body: known ? '' : body, headers };
}

function malformed(call: KeyCall, field: string): Reply {
  const detail = `The ${field} cannot be read.`;
  const errors = [{ pointer: `/${field}`, detail: 'was not given by us, or to another key' }];
  return problemReply('invalid_request', call.instance, { detail, errors });
}

/** Before the first byte: once a stream has begun, all that can be said is that it broke. */
async function mustAnswer({ runtime }: KeyCall): Promise<void> {
  await runtime.subjects.fresh();
  runtime.catalogues.current();
}

async function wholeSnapshot(call: KeyCall): Promise<Reply> {
  const { runtime, principal } = call;
  const view = viewOf(principal);
  const text = call.query('resume');
  const resume = text === undefined ? undefined : readResume(runtime.vault, text);
  if (text !== undefined && resume?.view !== view.name) return malformed(call, 'resume');
  if (resume !== undefined && resume.epoch !== runtime.epoch) {
    const detail = 'It is of a time before a restore. Begin anew.';
    return problemReply('conflict', call.instance, { detail });
  }
  await mustAnswer(call);
  const stream = streamOf(snapshot(runtime, view, resume));
  return { status: 200, contentType: NDJSON, body: '', stream };
}

async function changes(call: KeyCall): Promise<Reply> {
  const { runtime, principal } = call;
  const text = call.header('last-event-id') ?? call.query('cursor');
  const cursor = text === undefined ? undefined : runtime.vault.readConsentToken(text);
  if (text !== undefined && cursor === undefined) return malformed(call, 'cursor');
  await mustAnswer(call);
  const once = call.query('once') !== undefined;
  const hub = hubOf(runtime);
  const authorization = call.header('authorization') ?? '';
  const { listener, stream } = openOutlet(() => hub.leave(member));
  const member: Member = {
    key: authorization,
    stillGood: () => isStillGood(runtime, authorization),
    listener,
  };
  hub.join(viewOf(principal), member, cursor, once).catch((err: unknown) => {
    runtime.log.error({ err }, 'a stream of changes could not begin');
    listener.cut();
  });
  const headers = { 'x-accel-buffering': 'no' };
  return { status: 200, contentType: EVENTS, body: '', stream, headers };
}

function describeText(type: string, description: string) {
  return { description, content: { [type]: { schema: z.string() } } };
}

export const handleKeyRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/handle-key',
  access: ['changes'],
  handle: handleKey,
  description: {
    tags,
    summary: "Your system's key for deriving its own handles",
    description:
      'handle = "h1_" + base64url(HMAC-SHA-256(key, NFC(id))). Keep it as you keep the key of the API: whoever has it can tell whom you know.',
    responses: {
      200: describeJson('32 bytes, base64url', handleKeySchema),
      ...problems([401, 403, 503]),
    },
  },
};

export const permissionsRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/subjects/:handle/permissions',
  access: ['decide'],
  handle: permissions,
  description: {
    tags,
    summary: 'Everything one person permits you, ready to be evaluated',
    description:
      'A timeline for each of your places, as in the snapshot. Somebody nobody has seen is answered like somebody never asked. With a `Consent-Token`, at least that fresh.',
    request: { params: z.object({ handle: z.string() }) },
    responses: {
      200: describeJson('One timeline a place', permissionsSchema),
      304: { description: 'You have it already' },
      ...problems([400, 401, 403, 409, 503]),
    },
  },
};

export const snapshotRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/snapshot',
  access: ['changes'],
  handle: wholeSnapshot,
  description: {
    tags,
    summary: 'Everybody you know, for answering in your own process',
    description:
      'Lines of JSON: `begin`, then `define` and `people`, last `end` with the number of people and a CRC-32 of all before it. One that was cut goes on with `?resume=` and what its last line of people said. Go on from its `cursor` with `/api/v1/changes`.',
    request: { query: z.object({ resume: z.string().optional() }) },
    responses: {
      200: describeText(NDJSON, 'Lines of JSON (`SnapshotLine` of the SDK)'),
      ...problems([400, 401, 403, 409, 503]),
    },
  },
};

export const changesRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/changes',
  access: ['changes'],
  handle: changes,
  description: {
    tags,
    summary: 'What changes, as it changes',
    description:
      'Server-sent events: `begin`, then `change` and, at least every second, `beat`; `resync` and `end` are last words. Their id is a cursor: send it as `Last-Event-ID` (or `?cursor=`) to go on. With `?once` it ends when you have caught up.',
    request: {
      query: z.object({ cursor: z.string().optional(), once: z.string().optional() }),
      headers: z.object({ 'last-event-id': z.string().optional() }),
    },
    responses: {
      200: describeText(EVENTS, 'Events (`ChangesBegin` … `ChangesEnd` of the SDK)'),
      ...problems([400, 401, 403, 503]),
    },
  },
};
