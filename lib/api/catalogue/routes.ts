import { z } from '@hono/zod-openapi';
import type { CompiledCatalogue } from '../../catalogue/compile';
import { describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { JSON_TYPE, type Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { catalogueSchema, toWireCatalogue } from './contract';

const tags = ['Catalogue'];
const VERSION = /^[1-9]\d{0,8}$/;
/** A published version never changes: its text is written once. */
const texts = new WeakMap<CompiledCatalogue, string>();

function textOf(compiled: CompiledCatalogue): string {
  const known = texts.get(compiled);
  if (known !== undefined) return known;
  const text = JSON.stringify(toWireCatalogue(compiled.catalogue));
  texts.set(compiled, text);
  return text;
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

function reply(call: Call, compiled: CompiledCatalogue, cacheControl: string): Reply {
  const etag = `"${compiled.catalogue.digest}"`;
  const headers = {
    etag,
    'cache-control': cacheControl,
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
  };
  if (isKnown(call.header('if-none-match'), etag)) {
    return { status: 304, contentType: JSON_TYPE, body: '', headers };
  }
  return { status: 200, contentType: JSON_TYPE, body: textOf(compiled), headers };
}

export const catalogueRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/catalogue',
  access: 'public',
  description: {
    tags,
    summary: 'What may be asked, in force now',
    responses: {
      200: describeJson('The newest published version', catalogueSchema),
      304: { description: 'You have it already' },
      ...problems([503]),
    },
  },
  async handle(call) {
    await call.runtime.subjects.fresh();
    return reply(call, call.runtime.catalogues.current(), 'public, max-age=60');
  },
};

export const catalogueVersionRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/catalogue/:version',
  access: 'public',
  description: {
    tags,
    summary: 'What might be asked, as it was published then',
    request: { params: z.object({ version: z.string().regex(VERSION) }) },
    responses: {
      200: describeJson('That version', catalogueSchema),
      304: { description: 'You have it already' },
      ...problems([404, 503]),
    },
  },
  async handle(call) {
    const named = call.param('version') ?? '';
    const compiled = VERSION.test(named)
      ? await call.runtime.catalogues.find(Number(named))
      : undefined;
    if (compiled === undefined) {
      const detail = 'There is no such version of the catalogue.';
      return problemReply('not_found', call.instance, { detail });
    }
    return reply(call, compiled, 'public, max-age=31536000, immutable');
  },
};
