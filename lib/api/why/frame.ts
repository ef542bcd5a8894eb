/**
 * `POST /embed/why`: この表示の理由 as a frame, for pages that run no script of ours. The token comes
 * in the form, so that it is in no address; it says which origin may frame the answer – the origin
 * that the system's own server named for it – and without one nobody may. Its buttons post here again.
 */
import { z } from '@hono/zod-openapi';
import type { WhyLocale } from '../../../sdk/src/why-contract';
import { authenticateToken, meantFor } from '../../identity/access-tokens';
import { problems } from '../description/parts';
import { readValue } from '../read-body';
import { problemReply } from '../problem';
import type { Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type Call } from '../route';
import { onlookerOf, readBeside, speakBeside, type Onlooker } from './beside';
import { whyActSchema } from './contract';
import { closedPage, framePage, framePolicy, type FrameView } from './frame-page';

const URL_MAX = 1_000;
type Fields = ReadonlyMap<string, string>;

/** Urlencoded or multipart; undefined for no form, and for a field given twice. */
async function fieldsOf(call: Call): Promise<Fields | undefined> {
  try {
    const headers = { 'content-type': call.header('content-type') ?? '' };
    const form = await new Response(call.body, { headers }).formData();
    const fields = new Map<string, string>();
    for (const [name, value] of form) {
      if (typeof value !== 'string' || fields.has(name)) return undefined;
      fields.set(name, value);
    }
    return fields;
  } catch {
    // No form at all.
    return undefined;
  }
}

function localeOf(call: Call, fields: Fields): WhyLocale {
  const wanted = fields.get('locale') ?? call.header('accept-language') ?? 'ja';
  return wanted.startsWith('ja') ? 'ja' : 'en';
}

function htmlReply(status: number, body: string, framedBy?: string): Reply {
  const headers = {
    'content-security-policy': framePolicy(framedBy),
    'cross-origin-resource-policy': 'cross-origin',
    // With `no-referrer` our own buttons would say that they come from nowhere.
    'referrer-policy': 'same-origin',
  };
  return { status, contentType: 'text/html; charset=utf-8', body, headers };
}

/** Of the place, where nothing is selected. */
function ownPage({ runtime }: Call, touchpoint: string): string {
  return `${runtime.env.origin}/places/${touchpoint}?from=why`;
}

/** Everybody's page: one of the page that frames this, and no other. */
function onceOf(fields: Fields, origin: string | undefined): string | undefined {
  const once = fields.get('once');
  if (once === undefined || once.length > URL_MAX || !URL.canParse(once)) return undefined;
  return new URL(once).origin === origin ? once : undefined;
}

/** What the buttons of this page say; undefined where nothing was pressed. */
function pressed(fields: Fields, locale: WhyLocale) {
  if (!fields.has('act')) return undefined;
  const said = Object.fromEntries(
    ['act', 'purpose', 'guess'].flatMap((name) => {
      const value = fields.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return readValue(whyActSchema, { locale, ...said });
}

type Happened = Pick<FrameView, 'why' | 'savedAt' | 'failed'> & { readonly token: string };

async function happen(
  call: Call,
  onlooker: Onlooker,
  fields: Fields,
  locale: WhyLocale,
): Promise<Happened | undefined> {
  const token = fields.get('token') ?? '';
  const act = pressed(fields, locale);
  if (act?.ok === true) {
    const said = await speakBeside(call.runtime, onlooker, act.value, locale);
    if (said.ok) {
      const { why, savedAt, next } = said.answer;
      // Shortly before its end nothing goes on from it: it is the one that says so.
      return { why, savedAt, token: next?.token ?? token };
    }
  }
  const why = await readBeside(call.runtime, onlooker, locale);
  return why && { why, token, ...(act !== undefined && { failed: true }) };
}

/**
 * Said where it can be read: in the page that the token was made for. It holds nothing of anybody,
 * and does nothing.
 */
async function over(call: Call, fields: Fields, locale: WhyLocale): Promise<Reply> {
  const meant = await meantFor(call.runtime, fields.get('token') ?? '');
  if (meant === undefined || !comesFrom(call, meant.origin)) {
    return htmlReply(401, closedPage(locale, 'over'));
  }
  const { touchpoint, origin } = meant;
  const own = touchpoint && ownPage(call, touchpoint);
  return htmlReply(401, closedPage(locale, 'over', own), origin);
}

/** What was pressed may or may not have been saved: all that is said is that it cannot be read now. */
function unreadNow(call: Call, onlooker: Onlooker, locale: WhyLocale, error: unknown): Reply {
  call.runtime.log.error({ err: error }, 'a frame could not be read');
  const page = closedPage(locale, 'unread', ownPage(call, onlooker.touchpoint));
  return htmlReply(503, page, onlooker.browser.origin);
}

/** From the page that frames this, or from its own buttons. */
function comesFrom(call: Call, origin: string | undefined): boolean {
  const from = call.header('origin');
  return from !== undefined && (from === origin || from === call.runtime.env.origin);
}

async function frame(call: Call): Promise<Reply> {
  const fields = await fieldsOf(call);
  if (fields === undefined) {
    return problemReply('invalid_request', call.instance, { detail: 'Send a form with a token.' });
  }
  const locale = localeOf(call, fields);
  const principal = await authenticateToken(call.runtime, fields.get('token') ?? '');
  const onlooker = principal && onlookerOf(principal);
  if (onlooker === undefined) return over(call, fields, locale);
  const { origin } = onlooker.browser;
  const { env } = call.runtime;
  if (!comesFrom(call, origin)) return htmlReply(403, closedPage(locale, 'unread'));
  let happened: Happened | undefined;
  try {
    happened = await happen(call, onlooker, fields, locale);
  } catch (error) {
    return unreadNow(call, onlooker, locale, error);
  }
  if (happened === undefined) return htmlReply(404, closedPage(locale, 'unread'), origin);
  const { token, ...view } = happened;
  const once = onceOf(fields, origin);
  const carried = { token, locale, ...(once !== undefined && { once }) };
  const setting = { locale, centre: env.origin, target: '_blank', fields: carried, once };
  return htmlReply(view.failed ? 422 : 200, framePage({ setting, ...view }), origin);
}

const form = z.object({
  token: z.string(),
  locale: z.enum(['ja', 'en']).optional(),
  once: z.url().optional().openapi({ description: 'Of the framing page: what everyone sees' }),
});

export const whyFrameRoute: ApiRoute = {
  method: 'POST',
  path: '/embed/why',
  access: 'public',
  form: true,
  maxBytes: BODY_BYTES,
  handle: frame,
  description: {
    tags: ['Tokens'],
    summary: 'Why am I seeing this? As a page for a frame, without scripts',
    description:
      'A form of yours posts the token for a browser into a frame of yours. Only pages of the origin that the token was made for may frame the answer.',
    request: {
      body: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: form } },
      },
    },
    responses: { 200: { description: 'The page' }, ...problems([400, 413, 503]) },
  },
};
