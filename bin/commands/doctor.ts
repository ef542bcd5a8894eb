import { readEnv, ensureDataDir, type Settings } from '../../lib/env';
import type { Runtime } from '../../lib/runtime/model';
import { CommandFailed, describeFailure, withRuntime } from '../deployment';
import { checkAnchors } from '../doctor/anchors';
import { asTable, ill, well, type Finding } from '../doctor/finding';
import { checkClock, checkLedger } from '../doctor/ledger';
import { checkDatabase, databaseIsThere } from '../doctor/database';
import { checkErasures } from '../doctor/erasures';
import { checkLinks } from '../doctor/links';
import { checkMail } from '../doctor/mail';
import { checkDataDir, checkNode } from '../doctor/place';
import { checkSigning } from '../doctor/signing';
import { checkStates } from '../doctor/states';
import { checkWebhooks } from '../doctor/webhooks';
import { readOptions, type Command, type Terminal } from './command';

async function checkCatalogue(runtime: Runtime): Promise<Finding> {
  const version = await runtime.store.newestCatalogueVersion();
  return version > 0
    ? well('catalogue', `version ${String(version)} is published`)
    : ill('catalogue', 'none is published: every decision is no', 'run npm start once');
}

async function examineRecord(settings: Settings): Promise<Finding[]> {
  return withRuntime(settings, async (runtime) => [
    ...(await checkDatabase(runtime)),
    well('key store', 'opens with the secret'),
    await checkClock(runtime.store, runtime.clock.now()),
    await checkCatalogue(runtime),
    await checkLedger(runtime.store),
    await checkSigning(runtime),
    ...(await checkAnchors(runtime)),
    await checkStates(runtime),
    await checkLinks(runtime),
    await checkErasures(runtime),
    ...(await checkWebhooks(runtime)),
  ]);
}

async function examine(source: NodeJS.ProcessEnv): Promise<Finding[]> {
  const node = checkNode(process.versions.node);
  const read = readEnv(source);
  if (!read.ok) {
    return [
      node,
      ...read.problems.map((problem) => ill('settings', problem, 'set it right and ask again')),
    ];
  }
  const settings = read.env;
  const findings = [node, well('settings', `${settings.origin}, demo ${settings.demo}`)];
  const place = checkDataDir(settings);
  findings.push(...place);
  if (!databaseIsThere(settings)) {
    findings.push(ill('database', 'there is none yet', 'run npm start once'));
  } else if (place.every(({ ok, name }) => ok || name === 'disk')) {
    findings.push(...(await examineRecord(settings).catch(couldNotOpen)));
    findings.push(await checkMail(ensureDataDir(settings)));
  }
  return findings;
}

function couldNotOpen(error: unknown): Finding[] {
  if (error instanceof CommandFailed) throw error;
  return [ill('record', describeFailure(error), 'mend what the line above names and ask again')];
}

export const doctor: Command = {
  help: [
    'nattoku doctor [--json]',
    'Looks at Node, settings, data folder, database, keys, clock, ledger, states, links and mail.',
    'Changes nothing but pending migrations. Exit code 1 when something needs mending.',
  ].join('\n'),
  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, { json: { type: 'boolean' } });
    const findings = await examine(terminal.source);
    const ok = findings.every((finding) => finding.ok);
    if (values.json === true) terminal.out(JSON.stringify({ ok, findings }));
    else for (const line of asTable(findings)) terminal.out(line);
    return ok ? 0 : 1;
  },
};
