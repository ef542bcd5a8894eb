// One key per system, all made through one opened runtime: prints them as JSON. And one receiver
// of webhooks that was given up, with a dead letter, for the officers' page.
import { settingsFrom, withRuntime } from '../bin/deployment';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { sealReceiver, newSecret } from '../lib/delivery/webhooks/secrets';
import { createApiKey } from '../lib/identity/key-commands';
import type { Runtime } from '../lib/runtime/model';

const SYSTEMS = ['shop', 'app', 'mailer', 'adtech', 'store', 'contact', 'data'];

async function giveUpOn({ store, vault, clock }: Runtime, id: string): Promise<void> {
  const nowMs = clock.now();
  const url = 'https://shop.example/hooks/consent';
  const receiver = { id, url, description: '', secrets: [newSecret()] };
  await store.putWebhook({
    ...{ id, system: 'shop', touchpoints: ['*'], sealed: sealReceiver(vault, receiver) },
    ...{ fromSeq: 0, createdAtMs: nowMs, disabledAtMs: nowMs, disabledWhy: 'failing' },
    ...{ deliveredAtMs: nowMs, failingSinceMs: nowMs, problem: 'status_503' },
  });
  await store.queueDeliveries([
    {
      ...{ id: 'whd_e2e', webhook: id, handle: 'h1_e2e', seq: 1, status: 'dead', attempts: 11 },
      ...{ createdAtMs: nowMs, dueAtMs: nowMs, endedAtMs: nowMs, problem: 'status_503' },
    },
  ]);
}

await withRuntime(settingsFrom(process.env), async (runtime) => {
  const keys: Record<string, string> = {};
  for (const system of SYSTEMS) {
    const created = await createApiKey(runtime, deploymentPrincipal(), {
      name: `e2e ${system}`,
      system,
      scopes: ['decide', 'embed', 'identify', 'choice:refuse', 'choice:allow'],
      test: false,
    });
    if (!created.ok) throw new Error(`no key for ${system}: ${created.reason}`);
    keys[system] = created.text;
  }
  await giveUpOn(runtime, 'whk_e2e');
  process.stdout.write(JSON.stringify(keys));
});
