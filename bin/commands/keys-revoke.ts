import { deploymentPrincipal } from '../../lib/identity/deployment';
import { revokeApiKey } from '../../lib/identity/key-commands';
import { CommandFailed, settingsFrom, withRuntime } from '../deployment';
import { readOptions, required, type Command, type Terminal } from './command';

export const keysRevoke: Command = {
  help: [
    'nattoku keys revoke ID',
    'Ends a key; within 5 s no running server accepts it. ID is its middle part (keys list shows it).',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { positionals } = readOptions(args, {}, ['ID']);
    const id = required(positionals[0], 'ID');
    const outcome = await withRuntime(settingsFrom(terminal.source), (runtime) =>
      revokeApiKey(runtime, deploymentPrincipal(), id),
    );
    if (!outcome.ok) {
      const line = outcome.reason === 'not_found' ? `there is no key ${id}` : outcome.reason;
      throw new CommandFailed([line], 1);
    }
    terminal.out(`revoked ${id}`);
    return 0;
  },
};
