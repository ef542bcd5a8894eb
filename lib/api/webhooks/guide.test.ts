import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { messageOf } from '../../delivery/webhooks/message';
import { newSecret, secretText } from '../../delivery/webhooks/secrets';

type ReadWebhook = (
  secret: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  seen: Set<string>,
  nowSeconds?: number,
) => unknown;

/** The sample of docs/api-guide.md, as it stands there. */
async function sample(): Promise<ReadWebhook> {
  const guide = readFileSync('docs/api-guide.md', 'utf8');
  const [, code = ''] = /## Being told: webhooks[\s\S]*?```js\n([\s\S]*?)```/.exec(guide) ?? [];
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  const { readWebhook } = (await import(/* @vite-ignore */ url)) as { readWebhook: ReadWebhook };
  return readWebhook;
}

it('the guide’s receiver takes what we send, once, and nothing that is old, changed or another’s', async () => {
  const readWebhook = await sample();
  const nowMs = Date.now();
  const [fresh, old, other] = [newSecret(), newSecret(), newSecret()];
  const receiver = {
    ...{ id: 'whk_x', url: 'https://shop.example/', description: '' },
    secrets: [fresh, { ...old, untilMs: nowMs + 1 }, { ...other, untilMs: nowMs }],
  };
  const delivery = { id: 'whd_x', handle: 'h1_x' };
  const parts = { origin: 'https://consent.example', consentToken: 'token', nowMs };
  const { headers, body } = messageOf(delivery, receiver, parts);
  const data = { handle: 'h1_x', consentToken: 'token' };
  const seen = new Set<string>();
  const mine = secretText(fresh);
  expect(readWebhook(mine, headers, body, seen)).toEqual(data);
  expect(readWebhook(mine, headers, body, seen)).toBeUndefined();
  expect(readWebhook(secretText(old), headers, body, new Set())).toEqual(data);
  expect(new Webhook(mine).verify(body, { ...headers })).toMatchObject({ data });

  const refused = (...given: Parameters<ReadWebhook>) =>
    expect(() => readWebhook(...given)).toThrow();
  refused(secretText(other), headers, body, new Set());
  refused(mine, headers, body.replace('h1_x', 'h1_y'), new Set());
  refused(mine, { ...headers, 'webhook-id': 'whd_y' }, body, new Set());
  refused(mine, headers, body, new Set(), nowMs / 1000 + 301);
  refused(mine, { ...headers, 'webhook-timestamp': 'soon' }, body, new Set());
});
