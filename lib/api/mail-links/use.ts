/**
 * `/u/{token}` (API.md "RFC 8058"): what a mail program posts by itself, without cookie, session or
 * answer to a question, is never redirected and refuses at once. Fetching it changes nothing,
 * however often a scanner does: it leads to the page where the person chooses.
 */
import { z } from '@hono/zod-openapi';
import { refuseByMail } from '../../delivery/mail-links/refuse';
import { openMailLink } from '../../identity/mail-link';
import { problems } from '../description/parts';
import { problemReply } from '../problem';
import type { Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type Call } from '../route';

const TEXT = 'text/plain; charset=utf-8';
const path = '/u/:token';
const params = z.object({ token: z.string() });
const tags = ['Choices'];

/** Urlencoded or multipart; what else the form may hold is nobody's business here. */
async function isOneClick(call: Call): Promise<boolean> {
  try {
    const headers = { 'content-type': call.header('content-type') ?? '' };
    const form = new Response(call.body, { headers });
    return (await form.formData()).get('List-Unsubscribe') === 'One-Click';
  } catch {
    // No form at all.
    return false;
  }
}

function unknown({ instance }: Call): Reply {
  return problemReply('not_found', instance, { detail: 'This link is none of ours.' });
}

async function unsubscribe(call: Call): Promise<Reply> {
  const link = openMailLink(call.runtime.vault, call.param('token') ?? '');
  if (link === undefined) return unknown(call);
  if (!(await isOneClick(call))) {
    const detail = 'Send a form that says List-Unsubscribe=One-Click. Nothing was changed.';
    return problemReply('invalid_request', call.instance, { detail });
  }
  await refuseByMail(call.runtime, link, 'all');
  const body = '止めました。お知らせはもう届きません。\nStopped. You will get no more of these.\n';
  return { status: 200, contentType: TEXT, body };
}

/** The same for every token: only the page itself says whether it is ours. */
function lead(call: Call): Reply {
  const token = encodeURIComponent(call.param('token') ?? '');
  const location = `${call.runtime.env.origin}/mail/${token}`;
  return { status: 303, contentType: TEXT, body: '', headers: { location } };
}

export const unsubscribePageRoute: ApiRoute = {
  method: 'GET',
  path,
  access: 'public',
  handle: lead,
  description: {
    tags,
    summary: 'Leads to the page where a person refuses a mail without signing in',
    description: 'Changes nothing, however often it is fetched.',
    request: { params },
    responses: { 303: { description: 'The page' } },
  },
};

export const unsubscribeRoute: ApiRoute = {
  method: 'POST',
  path,
  access: 'public',
  maxBytes: BODY_BYTES,
  form: true,
  handle: unsubscribe,
  description: {
    tags,
    summary: 'One-click unsubscribe (RFC 8058): refuses being contacted on this channel',
    description:
      'The form `List-Unsubscribe=One-Click`, urlencoded or multipart, without key, cookie or session. Sent again it is answered alike and recorded once.',
    request: {
      params,
      body: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: z.object({ 'List-Unsubscribe': z.literal('One-Click') }),
          },
        },
      },
    },
    responses: { 200: { description: 'Refused' }, ...problems([400, 404, 413, 503]) },
  },
};
