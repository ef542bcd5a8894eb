import { createApiKey, MOST_A_SECOND, type KeyCreation } from '../../lib/identity/key-commands';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { SCOPES } from '../../lib/identity/model';
import type { Runtime } from '../../lib/runtime/model';
import { CommandFailed, settingsFrom, withRuntime } from '../deployment';
import { readList, readOptions, required, wrongUse, type Command, type Terminal } from './command';

const OPTIONS = {
  name: { type: 'string' },
  system: { type: 'string' },
  scope: { type: 'string' },
  touchpoints: { type: 'string' },
  'expires-days': { type: 'string' },
  limit: { type: 'string' },
  test: { type: 'boolean' },
} as const;
const DAY_MS = 86_400_000;

const PROBLEMS: Readonly<Record<string, string>> = {
  '/name': '--name takes 1 to 80 characters',
  '/system': '--system takes small letters, digits and hyphens (or * for all systems)',
  '/touchpoints': '--touchpoints takes keys of the catalogue, separated by commas',
  '/expiresAtMs': '--expires-days takes 1 to 365',
};

function readDays(text: string): number {
  const days = Number(text);
  if (!/^\d{1,3}$/.test(text) || days < 1 || days > 365) {
    throw wrongUse(`--expires-days takes 1 to 365, not "${text}"`);
  }
  return days;
}

/** `50` or `50/s`. */
function readLimit(text: string): number {
  const limit = Number(/^(\d{1,7})(\/s)?$/.exec(text)?.[1]);
  if (!(limit >= 1 && limit <= MOST_A_SECOND)) {
    throw wrongUse(
      `--limit takes calls a second, 1/s to ${String(MOST_A_SECOND)}/s, not "${text}"`,
    );
  }
  return limit;
}

function refusal({ reason, field }: KeyCreation & { ok: false }): CommandFailed {
  const known = PROBLEMS[field?.split('/').slice(0, 2).join('/') ?? ''];
  return known === undefined
    ? new CommandFailed([`the key was not made: ${reason}`], 1)
    : wrongUse(known);
}

/** A key for a system without places is allowed (it may send choices), but may be a slip of the pen. */
async function noteUnknown(runtime: Runtime, system: string, terminal: Terminal): Promise<void> {
  if (system === '*' || (await runtime.store.newestCatalogueVersion()) === 0) return;
  const { touchpoints } = runtime.catalogues.current().catalogue;
  const systems = [...new Set(touchpoints.map((touchpoint) => touchpoint.system))];
  if (systems.includes(system)) return;
  terminal.err(`note: no touchpoint belongs to "${system}" (${systems.join(', ')} have some)`);
}

export const keysCreate: Command = {
  help: [
    'nattoku keys create --name NAME --system SYSTEM --scope a,b [options]',
    'Makes a key for one system and prints nothing but the key. It is shown once and stored nowhere.',
    '',
    `  --scope            ${SCOPES.join(', ')}`,
    '  --touchpoints a,b  only these of its touchpoints (all of its own, unless given)',
    '  --expires-days N   ends after N days (365 unless given, which is the most)',
    '  --limit N/s        at most so many calls a second (as many as it likes, unless given)',
    '  --test             a test key: fixed answers, touches nothing',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const name = required(values.name, '--name');
    const system = required(values.system, '--system');
    const scopes = readList(required(values.scope, '--scope'), '--scope', SCOPES);
    const days =
      values['expires-days'] === undefined ? undefined : readDays(values['expires-days']);
    const limitPerSecond = values.limit === undefined ? undefined : readLimit(values.limit);
    const touchpoints = values.touchpoints?.split(',').map((key) => key.trim());
    const created = await withRuntime(settingsFrom(terminal.source), async (runtime) => {
      const outcome = await createApiKey(runtime, deploymentPrincipal(), {
        ...{ name, system, scopes, test: values.test === true },
        ...(touchpoints === undefined ? {} : { touchpoints }),
        ...(limitPerSecond !== undefined && { limitPerSecond }),
        ...(days === undefined ? {} : { expiresAtMs: runtime.clock.now() + days * DAY_MS }),
      });
      if (outcome.ok) await noteUnknown(runtime, system, terminal);
      return outcome;
    });
    if (!created.ok) throw refusal(created);
    terminal.out(created.text);
    return 0;
  },
};
