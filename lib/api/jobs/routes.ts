/** Long work over the API: asked for, watched, fetched, cancelled – by the key that asked alone. */
import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import { requireAuditKey } from '../../evidence/auditor';
import { cancelPack, findPack, openPack, type PackView } from '../../jobs/pack-jobs';
import { inTurn, payloadHashOf, readIdempotencyKey } from '../choices/idempotency';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { askForJob } from './ask';
import { jobRequestSchema, jobSchema } from './contract';

const PATH = '/api/v1/jobs';
const tags = ['Evidence'];
const idParam = z.object({ id: z.string() });
const access = ['audit'] as const;

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function wireOf(pack: PackView): z.infer<typeof jobSchema> {
  const { id, status, done, total, ground, summary, onePerson, problem } = pack;
  const { result, keptUntilMs, endedAtMs } = pack;
  return {
    ...{ id, kind: 'audit-pack', status, done, total, ground, filter: summary, onePerson },
    createdAt: instant(pack.createdAtMs),
    ...(endedAtMs !== null && { endedAt: instant(endedAtMs) }),
    ...(problem !== null && { problem }),
    ...(result !== null &&
      keptUntilMs !== null && {
        result: { href: `${PATH}/${id}/result`, keptUntil: instant(keptUntilMs), ...result },
      }),
  };
}

function nothingThere(call: KeyCall, detail = 'There is no such job of this key.'): Reply {
  return problemReply('not_found', call.instance, { detail });
}

async function tell(call: KeyCall, id: string, status: 200 | 202): Promise<Reply> {
  const pack = await findPack(call.runtime, call.principal, id);
  if (pack === undefined) return nothingThere(call);
  return jsonReply(status, wireOf(pack), status === 202 ? { location: `${PATH}/${id}` } : {});
}

/** The same for one key and one Idempotency-Key: a repeated request finds the job it made. */
function idOf({ runtime, principal }: KeyCall, key: string): string {
  const mac = runtime.vault.mac('job-id', `${principal.keyId}\0${key}`);
  return `job_${Buffer.from(mac.subarray(0, 16)).toString('base64url')}`;
}

async function ask(call: KeyCall): Promise<Reply> {
  const key = readIdempotencyKey(call.header('idempotency-key'));
  if (key === undefined) {
    const detail = 'Send a header like Idempotency-Key: "7d1f…", in double quotes.';
    return problemReply('idempotency_key_required', call.instance, { detail });
  }
  const read = readBody(jobRequestSchema, call.body);
  if (!read.ok) {
    const detail = 'This is not work we can read. Nothing was begun.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  requireAuditKey(call.principal);
  const id = idOf(call, key);
  const once = { id, payloadHash: payloadHashOf(call.runtime.vault, read.value) };
  const outcome = await inTurn(id, () => askForJob(call, read.value, once));
  if (outcome === undefined) {
    const detail = 'The same request is still being worked on. Send it again.';
    return problemReply('conflict', call.instance, { detail });
  }
  if (outcome.ok) return tell(call, outcome.id, 202);
  const detail = 'Nothing was begun.';
  return problemReply(outcome.reason, call.instance, { detail, errors: [outcome.error] });
}

async function give(call: KeyCall): Promise<Reply> {
  const id = call.param('id') ?? '';
  const { runtime, principal } = call;
  const pack = await findPack(runtime, principal, id);
  if (pack === undefined) return nothingThere(call);
  if (pack.status === 'waiting' || pack.status === 'running') {
    const detail = 'It is still being made. Ask for the job, and then for its result.';
    return problemReply('conflict', call.instance, { detail });
  }
  const file = await openPack(runtime, principal, id);
  if (file === undefined) return nothingThere(call, 'There is no result, or not any more.');
  return {
    status: 200,
    contentType: 'application/zip',
    body: '',
    stream: Readable.toWeb(file.stream) as ReadableStream<Uint8Array>,
    headers: {
      'content-length': String(file.bytes),
      'content-disposition': `attachment; filename="nattoku-${id}.zip"`,
    },
  };
}

async function cancel(call: KeyCall): Promise<Reply> {
  const id = call.param('id') ?? '';
  await cancelPack(call.runtime, call.principal, id);
  return tell(call, id, 200);
}

export const jobRequestRoute: ApiRoute = {
  ...{ method: 'POST', path: PATH, access, maxBytes: BODY_BYTES, handle: ask },
  description: {
    tags,
    summary: 'Ask for an audit pack: records with everything that proves them, as one file',
    description:
      'For one person, a time, a kind of event, or everything; a look at one person stands in their history first, and the handing-out in the log. Send an `Idempotency-Key`; the same again is the same job.',
    request: {
      headers: z.object({ 'idempotency-key': z.string() }),
      body: describeBody(jobRequestSchema),
    },
    responses: {
      202: describeJson('Waiting, or how far it is', jobSchema),
      ...problems([400, 401, 403, 404, 409, 410, 413, 415, 422, 503]),
    },
  },
};

export const jobRoute: ApiRoute = {
  ...{ method: 'GET', path: `${PATH}/:id`, access },
  handle: (call: KeyCall) => tell(call, call.param('id') ?? '', 200),
  description: {
    tags,
    summary: 'How far a job is, and where its result lies',
    description: 'For the key that asked. A result is kept for a day.',
    request: { params: idParam },
    responses: { 200: describeJson('The job', jobSchema), ...problems([401, 403, 404, 503]) },
  },
};

export const jobResultRoute: ApiRoute = {
  ...{ method: 'GET', path: `${PATH}/:id/result`, access, handle: give },
  description: {
    tags,
    summary: 'The finished file, streamed',
    description:
      'A ZIP archive that verifies without us: `npx nattoku ledger verify pack.zip --policy policy.txt`.',
    request: { params: idParam },
    responses: {
      200: {
        description: 'The archive',
        content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...problems([401, 403, 404, 409, 503]),
    },
  },
};

export const jobCancelRoute: ApiRoute = {
  ...{ method: 'DELETE', path: `${PATH}/:id`, access, handle: cancel },
  description: {
    tags,
    summary: 'Cancel a job, or take its result away',
    description: 'What was made is deleted. That it was handed out stays in the log.',
    request: { params: idParam },
    responses: { 200: describeJson('The job', jobSchema), ...problems([401, 403, 404, 503]) },
  },
};
