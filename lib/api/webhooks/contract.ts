import { z } from '@hono/zod-openapi';
import { DELIVERY_STATUSES } from '../../../db/webhooks-port';
import { DISABLED_WHYS } from '../../delivery/webhooks/model';

const url = z.string().min(1).max(2_000).openapi({
  description: 'https on port 443, at a public address; redirects are not followed',
  example: 'https://shop.example/hooks/consent',
});
const description = z.string().trim().max(200);

export const webhookRequestSchema = z
  .strictObject({ url, description: description.optional() })
  .openapi('WebhookRequest', { example: { url: 'https://shop.example/hooks/consent' } });

export const webhookChangeSchema = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    enabled: z.boolean().optional().openapi({
      description: 'What is said while it is off is not told; what waited goes on when it is on',
    }),
  })
  .refine((body) => Object.keys(body).length > 0, 'names nothing to change')
  .openapi('WebhookChange', { example: { enabled: true } });

export const webhookSchema = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    enabled: z.boolean(),
    disabledBecause: z.enum(DISABLED_WHYS).exactOptional().openapi({
      description: '`gone`: it answered 410; `failing`: nothing arrived for 5 days; `owner`: you',
    }),
    touchpoints: z.array(z.string()).readonly(),
    createdAt: z.iso.datetime(),
    lastDeliveredAt: z.iso.datetime().exactOptional(),
    failingSince: z.iso.datetime().exactOptional(),
    problem: z.string().exactOptional(),
    waiting: z.int(),
    dead: z.int(),
  })
  .openapi('Webhook');

export const webhookMadeSchema = z
  .strictObject({
    webhook: webhookSchema,
    secret: z.string().openapi({ description: 'Shown once', example: 'whsec_MfKQ9r8GKYqrTwjU…' }),
  })
  .openapi('WebhookMade');

export const webhookListSchema = z
  .strictObject({ webhooks: z.array(webhookSchema).readonly() })
  .openapi('WebhookList');

export const secretRequestSchema = z
  .strictObject({
    overlapHours: z.int().min(0).max(168).openapi({
      description: 'For so long messages are signed with the old secret too',
    }),
  })
  .openapi('WebhookSecretRequest', { example: { overlapHours: 24 } });

export const secretSchema = z
  .strictObject({ secret: z.string(), oldUntil: z.iso.datetime() })
  .openapi('WebhookSecret');

export const deliverySchema = z
  .strictObject({
    id: z.string().openapi({ description: 'The `webhook-id` of the message' }),
    handle: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    attempts: z.int(),
    nextAttemptAt: z.iso.datetime().exactOptional(),
    endedAt: z.iso.datetime().exactOptional(),
    problem: z.string().exactOptional(),
  })
  .openapi('WebhookDelivery');

export const deliveryListSchema = z
  .strictObject({ deliveries: z.array(deliverySchema).readonly() })
  .openapi('WebhookDeliveryList');

export const deliveryQuery = z.strictObject({
  status: z.enum(DELIVERY_STATUSES).optional(),
  before: z.string().max(64).optional(),
});

export const redeliverySchema = z
  .strictObject({
    deliveries: z.union([z.literal('dead'), z.array(z.string().max(64)).min(1).max(1_000)]),
  })
  .openapi('WebhookRedelivery', {
    description: 'Ids of deliveries that have ended, or all that are dead.',
    example: { deliveries: 'dead' },
  });

export const redeliveredSchema = z.strictObject({ waiting: z.int() }).openapi('WebhookRedelivered');
