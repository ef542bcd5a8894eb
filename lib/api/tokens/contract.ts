import { z } from '@hono/zod-openapi';
import type {
  BrowserTokenAnswer,
  BrowserTokenRequest,
  KeyTokenAnswer,
  KeyTokenRequest,
} from '../../../sdk/src/contract';
import { BROWSER_TOKEN_SECONDS, KEY_TOKEN_SECONDS } from '../../identity/access-tokens';
import { SCOPES } from '../../identity/model';
import { keySchema, subjectSchema } from '../subject-schema';

/** More would not fit into a header. */
const TOUCHPOINTS_MOST = 32;

const seconds = (most: number) => z.int().min(1).max(most).optional();

/** As browsers write it: no path, no trailing slash. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.origin === text && (url.protocol === 'https:' || (local && url.protocol === 'http:'));
}

export const keyTokenRequestSchema = z
  .strictObject({
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).readonly().optional(),
    touchpoints: z.array(keySchema).min(1).max(TOUCHPOINTS_MOST).readonly().optional(),
    expiresInSeconds: seconds(KEY_TOKEN_SECONDS),
  })
  .openapi('KeyTokenRequest', {
    example: { scopes: ['decide'], touchpoints: ['shop-for-you'], expiresInSeconds: 300 },
  }) satisfies z.ZodType<KeyTokenRequest>;

export const keyTokenAnswerSchema = z
  .strictObject({
    token: z.string(),
    expiresAt: z.iso.datetime(),
    scopes: z.array(z.string()).readonly(),
    touchpoints: z.array(z.string()).readonly(),
  })
  .openapi('KeyTokenAnswer') satisfies z.ZodType<KeyTokenAnswer>;

export const browserTokenRequestSchema = z
  .strictObject({
    subject: subjectSchema,
    touchpoint: keySchema,
    origin: z
      .string()
      .max(256)
      .refine(isOrigin, 'must be an origin over https, like https://shop.example')
      .optional(),
    expiresInSeconds: seconds(BROWSER_TOKEN_SECONDS),
  })
  .openapi('BrowserTokenRequest', {
    example: {
      subject: { system: 'shop', id: '12345' },
      touchpoint: 'shop-for-you',
      origin: 'https://shop.example',
    },
  }) satisfies z.ZodType<BrowserTokenRequest>;

export const browserTokenAnswerSchema = z
  .strictObject({
    token: z.string(),
    expiresAt: z.iso.datetime(),
    subject: z.strictObject({ handle: z.string() }),
    touchpoint: z.string(),
  })
  .openapi('BrowserTokenAnswer') satisfies z.ZodType<BrowserTokenAnswer>;
