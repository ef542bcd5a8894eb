/** Imports: a file streams in, a job works on it, the same key asks how far it is (API.md "Resources"). */
import { Readable, Transform } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { z } from '@hono/zod-openapi';
import { AppError } from '../../errors';
import { mappingSchema } from '../../imports/mapping';
import type { ImportFormat } from '../../imports/rows';
import {
  cancelImport,
  findImport,
  openReport,
  takeIn,
  type ImportView,
} from '../../jobs/import-jobs';
import { inTurn, readIdempotencyKey } from '../choices/idempotency';
import { describeJson, problems } from '../description/parts';
import { readJson } from '../json';
import { problemReply, tooLargeReply, type FieldError } from '../problem';
import { readValue } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import type { ApiRoute, KeyCall } from '../route';
import { importSchema } from './contract';

const PATH = '/api/v1/imports';
const tags = ['Choices'];
const access = ['import'] as const;
const idParam = z.object({ id: z.string() });
const NDJSON = 'application/x-ndjson';
const MOST_BYTES = 1024 * 1024 * 1024;
const LINE_FEED = 10;
const FORMAT_OF: Readonly<Record<string, ImportFormat>> = {
  [NDJSON]: 'ndjson',
  'application/json': 'ndjson',
  'text/csv': 'csv',
};

function wireOf(view: ImportView): z.infer<typeof importSchema> {
  const { id, status, format, dryRun, rows, total, recorded, refused } = view;
  const { endedAtMs, problem, reportUntilMs } = view;
  const instant = (ms: number): string => new Date(ms).toISOString();
  return {
    ...{ id, status, format, dryRun, rows, total, recorded, refused },
    createdAt: instant(view.createdAtMs),
    ...(endedAtMs !== null && { endedAt: instant(endedAtMs) }),
    ...(problem !== null && { problem }),
    ...(reportUntilMs !== null && {
      report: { href: `${PATH}/${id}/report`, keptUntil: instant(reportUntilMs) },
    }),
  };
}

async function tell(call: KeyCall, id: string, status: 200 | 201): Promise<Reply> {
  const view = await findImport(call.runtime, call.principal, id);
  if (view === undefined) {
    const detail = 'There is no such import of this key.';
    return problemReply('not_found', call.instance, { detail });
  }
  return jsonReply(status, wireOf(view), status === 201 ? { location: `${PATH}/${id}` } : {});
}

function refuse(call: KeyCall, errors: readonly FieldError[]): Reply {
  const detail = 'This import cannot be begun. Nothing was recorded.';
  return problemReply('invalid_request', call.instance, { detail, errors });
}

function readWanted(call: KeyCall) {
  const type = call.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const format = FORMAT_OF[type];
  if (format === undefined) {
    const detail = `Send the file as ${NDJSON} or text/csv, in UTF-8.`;
    return problemReply('unsupported_media_type', call.instance, { detail });
  }
  const dryRun = call.query('dryRun') ?? 'false';
  if (dryRun !== 'true' && dryRun !== 'false') {
    return refuse(call, [{ pointer: '/dryRun', detail: 'is true or false' }]);
  }
  const json = readJson(call.query('map') ?? '{}');
  if (!json.ok) return refuse(call, [{ pointer: '/map', detail: json.error.detail }]);
  const read = readValue(mappingSchema, json.value);
  if (!read.ok) {
    return refuse(
      call,
      read.errors.map(({ pointer, detail }) => ({ pointer: `/map${pointer}`, detail })),
    );
  }
  return { format, mapping: read.value, dryRun: dryRun === 'true' };
}

/** The body on its way to the disk: counted, and cut where it is too large. */
function measured(body: ReadableStream<Uint8Array>) {
  let bytes = 0;
  let lines = 0;
  let open = false;
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        done(new AppError('payload_too_large', 'the file is too large'));
        return;
      }
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) {
        lines += 1;
      }
      open = chunk.at(-1) !== LINE_FEED;
      done(null, chunk);
    },
  });
  const source = Readable.fromWeb(body as NodeStream<Uint8Array>);
  source.on('error', (error) => counter.destroy(error));
  return { body: source.pipe(counter), lines: () => lines + (open ? 1 : 0), bytes: () => bytes };
}

/** The same for one key and one Idempotency-Key: a repeated request finds the import it made. */
function idOf({ runtime, principal }: KeyCall, key: string): string {
  const mac = runtime.vault.mac('import-id', `${principal.keyId}\0${key}`);
  return `imp_${Buffer.from(mac.subarray(0, 16)).toString('base64url')}`;
}

async function begin(call: KeyCall): Promise<Reply> {
  const { runtime, principal, stream } = call;
  if (principal.test) {
    const detail = 'A test key imports nothing.';
    return problemReply('forbidden', call.instance, { detail });
  }
  const key = readIdempotencyKey(call.header('idempotency-key'));
  if (key === undefined) {
    const detail = 'Send a header like Idempotency-Key: "7d1f…", in double quotes.';
    return problemReply('idempotency_key_required', call.instance, { detail });
  }
  const wanted = readWanted(call);
  if ('status' in wanted) return wanted;
  if (stream === undefined) return refuse(call, [{ pointer: '', detail: 'is missing' }]);
  const id = idOf(call, key);
  const taken = await inTurn(id, async () => {
    if ((await findImport(runtime, principal, id)) !== undefined) return true;
    await takeIn(runtime, principal, id, wanted, measured(stream));
    return true;
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'payload_too_large') return false;
    throw error;
  });
  if (taken === false) return tooLargeReply(call.instance);
  if (taken === undefined) {
    const detail = 'The same request is still being worked on. Send it again.';
    return problemReply('conflict', call.instance, { detail });
  }
  return tell(call, id, 201);
}

async function report(call: KeyCall): Promise<Reply> {
  const file = await openReport(call.runtime, call.principal, call.param('id') ?? '');
  if (file === undefined) {
    const detail = 'There is no report of this key, not yet, or not any more.';
    return problemReply('not_found', call.instance, { detail });
  }
  const stream = Readable.toWeb(file) as ReadableStream<Uint8Array>;
  return { status: 200, contentType: NDJSON, body: '', stream };
}

async function cancel(call: KeyCall): Promise<Reply> {
  const id = call.param('id') ?? '';
  await cancelImport(call.runtime, call.principal, id);
  return tell(call, id, 200);
}

export const importRoute: ApiRoute = {
  ...{ method: 'POST', path: PATH, access, streams: true, handle: begin },
  description: {
    tags,
    summary: 'What many people said before: a whole file',
    description:
      'NDJSON: a choice a line, with `id` or `subject`. CSV: columns named like the fields of a choice, or as `map` says: `{"id":{"column":"customer"},"type":{"value":"deny"}}`. What it may say depends on the other scopes of the key (`choice:refuse`, `choice:allow`). An allow names its `givenAt`: what the person has refused since stays refused. Recorded in groups that let withdrawals through, each row once; sent again with the same Idempotency-Key it is the same import.',
    request: {
      query: z.object({
        dryRun: z.enum(['true', 'false']).optional(),
        map: z.string().optional().openapi({ description: 'JSON, by field' }),
      }),
      headers: z.object({ 'idempotency-key': z.string() }),
      body: {
        required: true,
        content: { [NDJSON]: { schema: z.string() }, 'text/csv': { schema: z.string() } },
      },
    },
    responses: {
      201: describeJson('Taken in, durably; it is worked on from here', importSchema),
      ...problems([400, 401, 403, 409, 413, 415, 503]),
    },
  },
};

export const importStatusRoute: ApiRoute = {
  ...{ method: 'GET', path: `${PATH}/:id`, access },
  handle: (call: KeyCall) => tell(call, call.param('id') ?? '', 200),
  description: {
    tags,
    summary: 'How far an import is',
    description: 'For the key that began it.',
    request: { params: idParam },
    responses: { 200: describeJson('The import', importSchema), ...problems([401, 403, 404, 503]) },
  },
};

export const importCancelRoute: ApiRoute = {
  ...{ method: 'DELETE', path: `${PATH}/:id`, access, handle: cancel },
  description: {
    tags,
    summary: 'Stop an import where it is',
    description:
      'For the key that began it. What was recorded stays recorded, and the report says row by row what that is; the group under way (128 rows at most) is recorded still and stands in the report alone. To go on, begin another import with the rows after the last one of the report.',
    request: { params: idParam },
    responses: { 200: describeJson('The import', importSchema), ...problems([401, 403, 404, 503]) },
  },
};

export const importReportRoute: ApiRoute = {
  ...{ method: 'GET', path: `${PATH}/:id/report`, access, handle: report },
  description: {
    tags,
    summary: 'What became of each row',
    description:
      'One line a row (NDJSON): `row`, `result` (`recorded`, `would-record`, `refused`), `reason`, `field`, `ref`, and in `notPainted` what the person spoke about since. Kept for a week.',
    request: { params: idParam },
    responses: {
      200: { description: 'The report', content: { [NDJSON]: { schema: z.string() } } },
      ...problems([401, 403, 404, 503]),
    },
  },
};
