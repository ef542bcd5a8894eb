/**
 * What a receiver gets: a CloudEvents 1.0 event in structured JSON, signed as Standard Webhooks
 * say. Thin: the receiver's own handle and a token; what changed is asked for. It bears no time
 * of the event, by which two systems could tell that they know the same person.
 */
import { Webhook as Signer } from 'standardwebhooks';
import type { DeliveryRow } from '../../../db/port';
import { typeOfDelivery, type Receiver } from './model';
import { secretsAt, secretText } from './secrets';

const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function messageOf(
  { id, handle }: Pick<DeliveryRow, 'id' | 'handle'>,
  { secrets }: Receiver,
  parts: { readonly origin: string; readonly consentToken: string; readonly nowMs: number },
): Message {
  const { origin, consentToken, nowMs } = parts;
  const body = JSON.stringify({
    ...{ specversion: '1.0', id, source: origin, type: typeOfDelivery(id), subject: handle },
    ...{ datacontenttype: 'application/json', data: { handle, consentToken } },
  });
  const at = new Date(nowMs);
  const signatures = secretsAt(secrets, nowMs).map((secret) =>
    new Signer(secretText(secret)).sign(id, at, body),
  );
  return {
    headers: {
      'content-type': CONTENT_TYPE,
      'user-agent': 'nattoku-webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(nowMs / 1000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
  };
}
