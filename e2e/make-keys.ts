// One key per system, all made through one opened runtime: prints them as JSON.
import { settingsFrom, withRuntime } from '../bin/deployment';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { createApiKey } from '../lib/identity/key-commands';

const SYSTEMS = ['shop', 'app', 'mailer', 'adtech', 'store', 'contact', 'data'];

await withRuntime(settingsFrom(process.env), async (runtime) => {
  const keys: Record<string, string> = {};
  for (const system of SYSTEMS) {
    const created = await createApiKey(runtime, deploymentPrincipal(), {
      name: `e2e ${system}`,
      system,
      scopes: ['decide', 'choice:refuse', 'choice:allow'],
      test: false,
    });
    if (!created.ok) throw new Error(`no key for ${system}: ${created.reason}`);
    keys[system] = created.text;
  }
  process.stdout.write(JSON.stringify(keys));
});
