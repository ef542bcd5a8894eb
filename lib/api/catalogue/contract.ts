/** The published catalogue as others read it: what may be asked, of whom, where and with what data. */
import { z } from '@hono/zod-openapi';
import {
  BASES,
  LINES,
  PURPOSE_GROUPS,
  RELATIONS,
  STAGES,
  TECHNIQUES,
  TOUCHPOINT_STATUSES,
  type Catalogue,
} from '../../catalogue/model';

const keys = z.array(z.string()).readonly();
function localised<T extends z.ZodType>(text: T) {
  return z.strictObject({ ja: text, en: text });
}
const named = z.strictObject({ name: z.string() });

const purposeSchema = z.strictObject({
  key: z.string(),
  group: z.enum(PURPOSE_GROUPS),
  basis: z.enum(BASES),
  contact: z.boolean(),
  explicit: z.boolean(),
  sharesForAds: z.boolean(),
  dpv: z.string(),
  expiresAfterDays: z.int().exactOptional(),
  text: localised(
    z.strictObject({ name: z.string(), summary: z.string(), stops: keys, continues: keys }),
  ),
});
const dataSchema = z.strictObject({
  key: z.string(),
  sensitive: z.boolean(),
  dpv: z.string().exactOptional(),
  text: localised(
    z.strictObject({
      name: z.string(),
      summary: z.string(),
      source: z.string(),
      retention: z.string(),
    }),
  ),
});
const recipientSchema = z.strictObject({
  key: z.string(),
  country: z.string(),
  relation: z.enum(RELATIONS),
  since: z.string(),
  text: localised(z.strictObject({ name: z.string(), items: keys, ground: z.string() })),
});
const touchpointSchema = z.strictObject({
  key: z.string(),
  status: z.enum(TOUCHPOINT_STATUSES),
  channel: z.string(),
  stage: z.enum(STAGES),
  purposes: keys,
  requires: keys,
  mayUse: keys,
  technique: z.enum(TECHNIQUES),
  system: z.string(),
  recipients: keys,
  materialVersion: z.int(),
  text: localised(
    z.strictObject({ name: z.string(), with: z.string(), without: z.string(), neverUsed: keys }),
  ),
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
  notCovered: z.string(),
});

type WireCatalogue = Omit<Catalogue, 'publishedAtMs'> & { readonly publishedAt: string };

export const catalogueSchema = z
  .strictObject({
    version: z.int(),
    publishedAt: z.iso.datetime(),
    digest: z.string(),
    notice: localised(noticeSchema),
    lines: z.array(z.strictObject({ key: z.enum(LINES), text: localised(named) })).readonly(),
    purposeGroups: z
      .array(z.strictObject({ key: z.enum(PURPOSE_GROUPS), text: localised(named) }))
      .readonly(),
    stages: z.array(z.strictObject({ key: z.enum(STAGES), text: localised(named) })).readonly(),
    purposes: z.array(purposeSchema).readonly(),
    channels: z
      .array(z.strictObject({ key: z.string(), line: z.enum(LINES), text: localised(named) }))
      .readonly(),
    data: z.array(dataSchema).readonly(),
    techniques: z
      .array(
        z.strictObject({
          key: z.enum(TECHNIQUES),
          text: localised(z.strictObject({ name: z.string(), summary: z.string() })),
        }),
      )
      .readonly(),
    recipients: z.array(recipientSchema).readonly(),
    touchpoints: z.array(touchpointSchema).readonly(),
  })
  .openapi('Catalogue') satisfies z.ZodType<WireCatalogue>;

export function toWireCatalogue(catalogue: Catalogue): WireCatalogue {
  const { version, publishedAtMs, digest, ...content } = catalogue;
  return { version, publishedAt: new Date(publishedAtMs).toISOString(), digest, ...content };
}
