import type { ApiKeyRow } from '../../db/port';
import { settingsFrom, withRuntime } from '../deployment';
import { readOptions, type Command, type Terminal } from './command';
import { day, table } from './table';

function standing({ revokedAtMs, expiresAtMs }: ApiKeyRow, nowMs: number): string {
  if (revokedAtMs !== null) return `revoked ${day(revokedAtMs)}`;
  return `${expiresAtMs <= nowMs ? 'ended' : 'until'} ${day(expiresAtMs)}`;
}

export const keysList: Command = {
  help: [
    'nattoku keys list',
    'All keys with what they may do, without their secrets, which are stored nowhere.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    readOptions(args, {});
    await withRuntime(settingsFrom(terminal.source), async ({ store, clock }) => {
      const keys = await store.listApiKeys();
      const rows = keys.map((key) => [
        ...[key.id, key.system, key.name, key.scopes.join(',')],
        key.touchpoints.join(','),
        key.limitPerSecond === null ? '' : `${String(key.limitPerSecond)}/s`,
        standing(key, clock.now()),
      ]);
      const head = ['ID', 'SYSTEM', 'NAME', 'SCOPES', 'TOUCHPOINTS', 'LIMIT', 'STANDING'];
      for (const line of table(head, rows)) terminal.out(line);
    });
    return 0;
  },
};
