/** Schemas that several resources share; each is held to the wire contract in sdk/. */
import { z } from '@hono/zod-openapi';
import type { WireSubject } from '../../sdk/src/contract';

export const keySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a key: a–z, 0–9 and hyphens, at most 64');
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'must be an instant, like 2026-11-21T10:00:00Z',
});
export const consentTokenSchema = z.string().min(1).max(256);

/** A lone half of a surrogate pair is no text: two identifiers would become one. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const identifierSchema = z.strictObject({
  system: keySchema,
  id: z
    .string()
    .min(1)
    .max(256)
    .refine((id) => !LONE_SURROGATE.test(id), 'must be Unicode text'),
});
export const handleSchema = z.string().regex(/^h1_[A-Za-z0-9_-]{43}$/, 'must be a handle, h1_…');

export const subjectSchema = z
  .union([identifierSchema, z.strictObject({ handle: handleSchema })])
  .openapi('Subject', {
    description: 'How your own system knows the person, or the handle it was given.',
  }) satisfies z.ZodType<WireSubject>;
