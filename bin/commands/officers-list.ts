import { listOfficers } from '../../lib/identity/officers';
import { settingsFrom, withRuntime } from '../deployment';
import { readOptions, type Command, type Terminal } from './command';
import { table } from './table';

export const officersList: Command = {
  help: ['nattoku officers list', 'Everybody who may enter the console now.'].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    readOptions(args, {});
    const officers = await withRuntime(settingsFrom(terminal.source), listOfficers);
    const rows = officers.map(({ id, email, name, roles }) => [id, email, name, roles.join(',')]);
    for (const line of table(['ID', 'E-MAIL', 'NAME', 'ROLES'], rows)) terminal.out(line);
    return 0;
  },
};
