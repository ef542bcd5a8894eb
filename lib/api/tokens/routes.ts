/** Tokens made of a key: for a part of one's own machinery, or for one person's browser. */
import { BROWSER_TOKEN_SECONDS, issueToken, KEY_TOKEN_SECONDS } from '../../identity/access-tokens';
import { SCOPES } from '../../identity/model';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply, type FieldError } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import {
  browserTokenAnswerSchema,
  browserTokenRequestSchema,
  keyTokenAnswerSchema,
  keyTokenRequestSchema,
} from './contract';

const UNREADABLE = 'This is not a request for a token that we can read.';

function forbidden(call: KeyCall, errors: readonly FieldError[]): Reply {
  const detail = 'A token never reaches further than its key.';
  return problemReply('forbidden', call.instance, { detail, errors });
}

/** A token that made tokens would outlive its own end. */
function refuseToken(call: KeyCall): Reply | undefined {
  if (call.principal.untilMs === undefined) return undefined;
  const detail = 'Only the key itself makes tokens.';
  return problemReply('forbidden', call.instance, { detail });
}

function notHeld(
  field: string,
  wanted: readonly string[] | undefined,
  held: readonly string[],
): readonly FieldError[] {
  if (held[0] === '*') return [];
  return (wanted ?? []).flatMap((name, at) =>
    held.includes(name)
      ? []
      : [{ pointer: `/${field}/${String(at)}`, detail: 'is not held by this key' }],
  );
}

async function exchange(call: KeyCall): Promise<Reply> {
  const { principal, runtime } = call;
  const barred = refuseToken(call);
  if (barred !== undefined) return barred;
  const read = readBody(keyTokenRequestSchema, call.body);
  if (!read.ok) {
    return problemReply(read.code, call.instance, { detail: UNREADABLE, errors: read.errors });
  }
  const { scopes, touchpoints, expiresInSeconds: seconds = KEY_TOKEN_SECONDS } = read.value;
  const errors = [
    ...notHeld('scopes', scopes, principal.scopes),
    ...notHeld('touchpoints', touchpoints, principal.touchpoints),
  ];
  if (errors.length > 0) return forbidden(call, errors);
  const wanted = {
    scopes: [...new Set(scopes ?? principal.scopes)],
    touchpoints: [...new Set(touchpoints ?? ['*'])],
  };
  const { token, expiresAtMs } = await issueToken(runtime, principal, { ...wanted, seconds });
  return jsonReply(201, {
    token,
    expiresAt: new Date(expiresAtMs).toISOString(),
    scopes: wanted.scopes,
    touchpoints: touchpoints === undefined ? principal.touchpoints : wanted.touchpoints,
  });
}

/** Undefined where the key may speak of this place. */
export function placeProblem(call: KeyCall, key: string): Reply | undefined {
  const { principal, runtime } = call;
  const known = runtime.catalogues.current().touchpoints.get(key);
  if (known === undefined) {
    const errors = [{ pointer: '/touchpoint', detail: 'is not on the map' }];
    return problemReply('unknown_touchpoint', call.instance, { detail: UNREADABLE, errors });
  }
  const own = known.touchpoint.system === principal.system || principal.system === '*';
  const listed = principal.touchpoints[0] === '*' || principal.touchpoints.includes(key);
  if (principal.test || (own && listed)) return undefined;
  return forbidden(call, [{ pointer: '/touchpoint', detail: 'is not a touchpoint of this key' }]);
}

/** Nobody is looked up: whoever is unseen gets a token like anybody else. */
async function forBrowser(call: KeyCall): Promise<Reply> {
  const { principal, runtime } = call;
  const barred = refuseToken(call);
  if (barred !== undefined) return barred;
  const read = readBody(browserTokenRequestSchema, call.body);
  if (!read.ok) {
    return problemReply(read.code, call.instance, { detail: UNREADABLE, errors: read.errors });
  }
  const { subject, touchpoint, origin } = read.value;
  if (!isOwn(principal, subject)) {
    const detail = 'is another system than the one this key is of';
    const errors = [{ pointer: '/subject/system', detail }];
    return problemReply('wrong_system', call.instance, { detail: UNREADABLE, errors });
  }
  const misplaced = placeProblem(call, touchpoint);
  if (misplaced !== undefined) return misplaced;
  const person = 'handle' in subject ? subject.handle : runtime.vault.handleOf(subject);
  const { token, expiresAtMs } = await issueToken(runtime, principal, {
    scopes: ['decide'],
    touchpoints: [touchpoint],
    browser: {
      person,
      ...(origin !== undefined && { origin }),
      ...('id' in subject && { derived: true }),
    },
    seconds: read.value.expiresInSeconds ?? BROWSER_TOKEN_SECONDS,
  });
  const expiresAt = new Date(expiresAtMs).toISOString();
  return jsonReply(201, { token, expiresAt, subject: { handle: person }, touchpoint });
}

const tags = ['Tokens'];

export const keyTokenRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/keys/token',
  access: SCOPES,
  maxBytes: BODY_BYTES,
  handle: exchange,
  description: {
    tags,
    summary: 'A token of at most 15 minutes instead of the key',
    description:
      'For a part of your machinery that need not know the key: with all that the key may, or less. It ends with the key. A token makes no further tokens.',
    request: { body: describeBody(keyTokenRequestSchema) },
    responses: {
      201: describeJson('The token', keyTokenAnswerSchema),
      ...problems([400, 401, 403, 413, 415, 503]),
    },
  },
};

export const browserTokenRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/tokens',
  access: ['embed'],
  maxBytes: BODY_BYTES,
  handle: forBrowser,
  description: {
    tags,
    summary: 'A token of at most 5 minutes for one person’s browser at one touchpoint',
    description:
      'With it a page asks `POST /api/v1/decisions` about this person and this touchpoint, without `reserve`, and shows them why (`POST /api/v1/why`), where they may refuse: no other call. The page names the person by the handle given here. With `origin`, pages of that origin alone may read the answer (CORS); without it none of another origin may. It ends with the key.',
    request: { body: describeBody(browserTokenRequestSchema) },
    responses: {
      201: describeJson('The token', browserTokenAnswerSchema),
      ...problems([400, 401, 403, 413, 415, 422, 503]),
    },
  },
};
