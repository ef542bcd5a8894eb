import { deploymentPrincipal } from '../../lib/identity/deployment';
import { ROLES } from '../../lib/identity/model';
import { addOfficer } from '../../lib/identity/officers';
import { CommandFailed, settingsFrom, withRuntime } from '../deployment';
import { readList, readOptions, required, wrongUse, type Command, type Terminal } from './command';

const OPTIONS = {
  email: { type: 'string' },
  name: { type: 'string' },
  roles: { type: 'string' },
} as const;
const PROBLEMS: Readonly<Record<string, string>> = {
  '/email': '--email takes an e-mail address',
  '/name': '--name takes 1 to 80 characters',
};

export const officersAdd: Command = {
  help: [
    'nattoku officers add --email ADDRESS --name NAME --roles a,b',
    'Lets somebody into the console with exactly these roles; changed roles end running sessions.',
    '',
    `  --roles  ${ROLES.join(', ')}`,
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const email = required(values.email, '--email');
    const name = required(values.name, '--name');
    const roles = readList(required(values.roles, '--roles'), '--roles', ROLES);
    const outcome = await withRuntime(settingsFrom(terminal.source), (runtime) =>
      addOfficer(runtime, deploymentPrincipal(), { email, name, roles }),
    );
    if (!outcome.ok) {
      const known = PROBLEMS[outcome.field ?? ''];
      throw known === undefined ? new CommandFailed([outcome.reason], 1) : wrongUse(known);
    }
    terminal.out(`${outcome.id} may enter the console as ${roles.join(', ')}`);
    return 0;
  },
};
