/** The public register as a file: what /transparency says, in both languages, for whoever counts. */
import { z } from '@hono/zod-openapi';
import { BASES, LINES, PURPOSE_GROUPS, RELATIONS } from '../../catalogue/model';
import type { PublishedVersion, Register } from '../../portal/transparency-model';

const texts = z.array(z.string()).readonly();
const named = { key: z.string(), name: z.string() };
const namedList = z.array(z.strictObject(named)).readonly();
const relation = z.enum(RELATIONS).openapi({
  description: 'processor: 委託 · joint_use: 共同利用 · third_party: 第三者提供 · self: 自社',
});
const country = z.string().openapi({ description: 'ISO 3166-1 alpha-2' });
const purposes = z
  .array(
    z.strictObject({
      ...named,
      group: z.enum(PURPOSE_GROUPS),
      basis: z.enum(BASES),
      explicit: z.boolean().openapi({ description: 'Asked in two steps, on its own' }),
    }),
  )
  .readonly();

const placeSchema = z.strictObject({
  ...named,
  channel: z.strictObject(named),
  stage: z.strictObject(named),
  system: z.string().openapi({ description: 'Which system runs it' }),
  purposes,
  requires: namedList,
  mayUse: namedList,
  neverUsed: texts,
  technique: z.strictObject(named),
  recipients: z.array(z.strictObject({ ...named, country, relation })).readonly(),
  since: z
    .strictObject({ version: z.int(), publishedAt: z.iso.datetime().nullable() })
    .openapi({ description: 'The version in which it appeared or last changed' }),
});

const recipientSchema = z.strictObject({
  ...named,
  country,
  relation,
  since: z.iso.date(),
  items: texts.openapi({ description: 'What is sent' }),
  ground: z.string().openapi({ description: 'What the recipient uses it for, and on what ground' }),
  purposes: purposes.openapi({ description: 'What we send it for' }),
  places: namedList,
});

const dataSchema = z.strictObject({
  ...named,
  sensitive: z.boolean(),
  summary: z.string(),
  source: z.string().openapi({ description: 'Where it comes from (収集元)' }),
  retention: z.string().openapi({ description: 'How long it is kept (保存期間)' }),
  places: namedList,
});

const noticeSchema = z.strictObject({
  controller: z.string(),
  contact: z.string(),
  dataProtectionOfficer: z.string(),
  storageLocation: z.string(),
  jurisdiction: z.string(),
  retention: z.string(),
  transfers: z.string(),
  howToWithdraw: z.string(),
  notCovered: z.string().openapi({ description: 'What the register does not cover' }),
});

const registerSchema = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        key: z.enum(LINES),
        name: z.string(),
        places: z.array(placeSchema).readonly(),
      }),
    )
    .readonly(),
  recipients: z.array(recipientSchema).readonly(),
  data: z.array(dataSchema).readonly(),
  notice: noticeSchema,
}) satisfies z.ZodType<Register>;

const versionFields = {
  version: z.int(),
  publishedAt: z.iso.datetime(),
  digest: z.string().openapi({
    description: 'base64url SHA-256 of the catalogue of that version (GET /api/v1/catalogue)',
  }),
};

export const transparencySchema = z
  .strictObject({
    ...versionFields,
    inForce: z.int().openapi({ description: 'The version in force now' }),
    versions: z
      .array(z.strictObject(versionFields))
      .readonly()
      .openapi({ description: 'This version and up to 23 before it; ask with `?version=`' }),
    languages: z.strictObject({ ja: registerSchema, en: registerSchema }),
  })
  .openapi('Transparency');

export function wireVersion({ version, publishedAtMs, digest }: PublishedVersion) {
  return { version, publishedAt: new Date(publishedAtMs).toISOString(), digest };
}
