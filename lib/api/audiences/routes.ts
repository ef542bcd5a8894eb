/** Audiences: a list streams in, who of it may be chosen streams out (API.md "Resources"). */
import { z } from '@hono/zod-openapi';
import type { AudienceRequest } from '../../../sdk/src/contract';
import { recordAudience } from '../../asking/audience/record';
import { problems } from '../description/parts';
import { streamOf } from '../changes/stream';
import { LINE_FEED, textOfLine, wholeLines, type WholeLines } from '../ndjson';
import { problemReply, type FieldError } from '../problem';
import { readBody } from '../read-body';
import type { Reply } from '../reply';
import type { ApiRoute, KeyCall } from '../route';
import { refuseStale } from '../stale';
import { answerAudience, type ListLines } from './answer';
import { audienceRequestSchema } from './contract';

const NDJSON = 'application/x-ndjson';
const UNREADABLE = 'The first line says what the audience is for. Nobody was looked at.';

function refuse(call: KeyCall, errors: readonly FieldError[]): Reply {
  return problemReply('invalid_request', call.instance, { detail: UNREADABLE, errors });
}

/** The place and the data are named once: what is wrong with them is said before anybody is looked at. */
function refusePlace(call: KeyCall, { touchpoint, data = [] }: AudienceRequest): Reply | undefined {
  const { runtime, principal } = call;
  const compiled = runtime.catalogues.current().touchpoints.get(touchpoint);
  const { touchpoints, system } = principal;
  const may = touchpoints[0] === '*' || touchpoints.includes(touchpoint);
  const own = compiled?.touchpoint.system === system || principal.test;
  if (compiled?.touchpoint.status !== 'live' || !may || !own) {
    const detail = "is no live place of this key's system that it may ask about";
    return refuse(call, [{ pointer: '/touchpoint', detail }]);
  }
  const errors = data.flatMap((key, at) =>
    compiled.data.includes(key)
      ? []
      : [{ pointer: `/data/${String(at)}`, detail: 'was never declared by this place' }],
  );
  return errors.length === 0 ? undefined : refuse(call, errors);
}

/** The rest of the first piece, then the others. */
async function* after(
  first: readonly WholeLines[],
  others: AsyncGenerator<WholeLines>,
): AsyncGenerator<WholeLines> {
  yield* first;
  yield* others;
}

/** The first line that is not empty, and those that follow; its text undefined where it cannot be read. */
async function firstLine(
  lines: AsyncGenerator<WholeLines>,
): Promise<ListLines & { readonly text: string | undefined }> {
  let number = 0;
  for (;;) {
    const next = await lines.next();
    if (next.done) return { text: undefined, lines, number };
    const { bytes, tooLong } = next.value;
    for (let at = 0; at <= bytes.length;) {
      const feed = bytes.indexOf(LINE_FEED, at);
      const to = feed < 0 ? bytes.length : feed;
      const isCut = tooLong && at === 0;
      const text = isCut ? undefined : textOfLine(bytes.subarray(at, to));
      number += 1;
      at = to + 1;
      if (text === '') continue;
      const rest = { bytes: bytes.subarray(at), tooLong: false };
      return { text, lines: after(feed < 0 ? [] : [rest], lines), number };
    }
  }
}

async function ask(call: KeyCall): Promise<Reply> {
  const { runtime, principal, stream } = call;
  if (stream === undefined) return refuse(call, [{ pointer: '', detail: 'is missing' }]);
  const source = wholeLines(stream);
  const { text, ...people } = await firstLine(source);
  const read = readBody(audienceRequestSchema, text ?? '');
  if (!read.ok) {
    await source.return(undefined);
    return problemReply(read.code, call.instance, { detail: UNREADABLE, errors: read.errors });
  }
  const { touchpoint, campaign, segment, data = [], consentToken } = read.value;
  const tokens = [consentToken, call.header('consent-token')].flatMap((token) => token ?? []);
  const refused = refusePlace(call, read.value) ?? (await refuseStale(call, tokens));
  if (refused !== undefined) {
    await source.return(undefined);
    return refused;
  }
  const { system } = principal;
  const plan = { system, touchpoint, campaign, segment };
  const audience = principal.test ? undefined : await recordAudience(runtime, principal, plan);
  const question = { touchpoint, data, system, audience };
  const answer = answerAudience(call, question, people);
  return { status: 200, contentType: NDJSON, body: '', stream: streamOf(answer) };
}

const EXAMPLE = [
  { touchpoint: 'newsletter', campaign: '冬のセール', segment: '東京・30代' },
  '12345',
  '12346',
];

export const audienceRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/audiences',
  access: ['audience'],
  streams: true,
  handle: ask,
  description: {
    tags: ['Decisions'],
    summary: 'Who of many may be chosen',
    description:
      'Lines in, lines out (NDJSON), both as they come: read while you write. The first line names the place and, in words that the people themselves read, campaign and segment; every other one a person. Candidates come in the order asked; the last line is the totals, where counts below 10 stand together in `other`. A candidate is no permit: nobody is written to after `validUntil`, and everybody is asked about again at the moment of use. That you asked is in the log.',
    request: {
      headers: z.object({ 'consent-token': z.string().optional() }),
      body: {
        required: true,
        content: {
          [NDJSON]: {
            schema: z.string().openapi({
              description: '`AudienceRequest`, then one `AudiencePerson` a line',
              example: EXAMPLE.map((line) => JSON.stringify(line)).join('\n'),
            }),
          },
        },
      },
    },
    responses: {
      200: {
        description: '`AudienceLine`s of the SDK; without `totals` at its end it is not whole',
        content: { [NDJSON]: { schema: z.string() } },
      },
      ...problems([400, 401, 403, 409, 503]),
    },
  },
};
