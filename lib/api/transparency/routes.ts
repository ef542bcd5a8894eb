import { z } from '@hono/zod-openapi';
import type { Locale } from '../../catalogue/model';
import { readRegister, type RegisterReading } from '../../portal/read-transparency';
import { registerOf } from '../../portal/transparency';
import { describeJson, problems } from '../description/parts';
import { isKnown } from '../ledger/open-reply';
import { problemReply } from '../problem';
import { JSON_TYPE } from '../reply';
import type { ApiRoute } from '../route';
import { transparencySchema, wireVersion } from './contract';

function textOf({ compiled, newest, versions, publishedAtMs }: RegisterReading): string {
  const inOne = (locale: Locale) => registerOf({ compiled, locale, publishedAtMs });
  const whole: z.infer<typeof transparencySchema> = {
    ...wireVersion(compiled.catalogue),
    inForce: newest.version,
    versions: versions.map(wireVersion),
    languages: { ja: inOne('ja'), en: inOne('en') },
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Written out once for each version and the one in force beside it. */
const texts = new WeakMap<object, { readonly etag: string; readonly text: string }>();

function writtenOut(reading: RegisterReading): { readonly etag: string; readonly text: string } {
  const etag = `"${reading.compiled.catalogue.digest}.${String(reading.newest.version)}"`;
  const known = texts.get(reading.compiled);
  if (known?.etag === etag) return known;
  const made = { etag, text: textOf(reading) };
  texts.set(reading.compiled, made);
  return made;
}

export const transparencyRoute: ApiRoute = {
  method: 'GET',
  path: '/transparency.json',
  access: 'public',
  description: {
    tags: ['Catalogue'],
    summary: 'The public register of /transparency: places, data, purposes, techniques, recipients',
    description: [
      'The same content as the page, in both languages, made from one published version of the',
      'catalogue. `recipients` holds the form that the Japanese rule on external transmission asks',
      'for. It names no person and needs no key. Numbers in `since` are versions: ask for an',
      'earlier one with `?version=`.',
    ].join(' '),
    request: { query: z.object({ version: z.string().exactOptional() }) },
    responses: {
      200: describeJson('The register of that version', transparencySchema),
      304: { description: 'You have it already' },
      ...problems([404, 503]),
    },
  },
  async handle(call) {
    const reading = await readRegister(call.runtime, call.query('version'));
    if (reading === undefined) {
      const detail = 'There is no such version of the catalogue.';
      return problemReply('not_found', call.instance, { detail });
    }
    const { etag, text } = writtenOut(reading);
    const known = isKnown(call.header('if-none-match'), etag);
    return {
      status: known ? 304 : 200,
      contentType: JSON_TYPE,
      body: known ? '' : text,
      headers: {
        etag,
        'cache-control': 'public, max-age=60',
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
        'content-disposition': `inline; filename="transparency-v${String(reading.compiled.version)}.json"`,
      },
    };
  },
};
