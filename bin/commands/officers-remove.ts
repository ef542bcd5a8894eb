import { deploymentPrincipal } from '../../lib/identity/deployment';
import { removeOfficer } from '../../lib/identity/officers';
import { CommandFailed, settingsFrom, withRuntime } from '../deployment';
import { readOptions, required, wrongUse, type Command, type Terminal } from './command';

export const officersRemove: Command = {
  help: [
    'nattoku officers remove --email ADDRESS',
    'Takes all roles away and ends every session at once.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, { email: { type: 'string' } });
    const email = required(values.email, '--email');
    const outcome = await withRuntime(settingsFrom(terminal.source), (runtime) =>
      removeOfficer(runtime, deploymentPrincipal(), email),
    );
    if (!outcome.ok) {
      if (outcome.reason === 'invalid_request') throw wrongUse('--email takes an e-mail address');
      const line = outcome.reason === 'not_found' ? 'no officer has this address' : outcome.reason;
      throw new CommandFailed([line], 1);
    }
    terminal.out(`removed ${outcome.id}`);
    return 0;
  },
};
