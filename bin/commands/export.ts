import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  describeForm,
  logQuestion,
  parseLogForm,
  type LogForm,
} from '../../lib/evidence/log-question';
import { EXPORT_FORMATS, exportFor } from '../../lib/evidence/log-export';
import type { LogQuestion } from '../../lib/evidence/log-search';
import { buildPack } from '../../lib/evidence/pack/build-pack';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import type { Runtime } from '../../lib/runtime/model';
import { settingsFrom, withRuntime } from '../deployment';
import { CommandFailed } from '../failure';
import { showProgress } from '../ledger/progress';
import { commitLook } from '../../lib/evidence/look-event';
import { readOptions, required, typedPath, wrongUse, type Command, type Terminal } from './command';
import { groundOf, groupOfPerson } from './person';

const FORMATS = ['pack', ...EXPORT_FORMATS] as const;
const ZONE = 'Asia/Tokyo';
const OPTIONS = {
  format: { type: 'string' },
  out: { type: 'string' },
  ground: { type: 'string' },
  person: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  kind: { type: 'string' },
  purpose: { type: 'string' },
  surface: { type: 'string' },
  by: { type: 'string' },
} as const;

/** Everybody the person is joined with. The look stands in their record first (SEC-23). */
async function subjectsOf(
  runtime: Runtime,
  text: string,
  ground: string,
): Promise<readonly string[]> {
  const group = await groupOfPerson(runtime, text);
  await commitLook(runtime, deploymentPrincipal(), { subject: group.subject, ground });
  return group.rows.map(({ subject }) => subject);
}

async function writePack(
  runtime: Runtime,
  asked: { question: LogQuestion; ground: string; summary: string },
  out: string,
  terminal: Terminal,
): Promise<void> {
  const workDir = mkdtempSync(path.join(tmpdir(), 'nattoku-pack-'));
  const progress = showProgress('packing');
  try {
    const pack = await buildPack(runtime, deploymentPrincipal(), asked, workDir, (done, total) => {
      progress.at(BigInt(done), BigInt(total));
      return Promise.resolve(true);
    });
    progress.end();
    if (pack === undefined) throw new CommandFailed(['the pack was not made'], 1);
    await copyFile(pack.file, out);
    terminal.out(`${String(pack.lines)} records in ${out}`);
    terminal.out(`digest ${pack.digest}`);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function readForm(values: Readonly<Record<string, string | undefined>>): LogForm {
  const { from, to, kind, purpose, surface, by } = values;
  const parsed = parseLogForm({ from, to, kind, purpose, surface, by });
  if (!parsed.ok) throw wrongUse(`--${parsed.field} cannot be read`);
  return parsed.form;
}

export const exportCommand: Command = {
  help: [
    'nattoku export --out FILE --ground WHY [--format pack] [options]',
    'Writes part of the record to a file; the export itself goes on the record first.',
    '',
    `  --format           ${FORMATS.join(', ')} (pack unless given: everything that proves it too)`,
    '  --person SYSTEM:ID one person, as a system knows them',
    '  --from, --to       days, both included, in Japan time',
    '  --kind, --purpose, --surface, --by   as in the console’s search',
    '  --ground WHY       at least five characters',
    '',
    'A pack needs the server that signs to be running, since its own making is proved as well.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const out = typedPath(terminal, required(values.out, '--out'));
    const ground = groundOf(values.ground);
    const format = FORMATS.find((known) => known === (values.format ?? 'pack'));
    if (format === undefined) throw wrongUse(`--format is one of ${FORMATS.join(', ')}`);
    const form = readForm(values);
    return withRuntime(settingsFrom(terminal.source), async (runtime) => {
      const person = values.person;
      const subjects = person === undefined ? undefined : await subjectsOf(runtime, person, ground);
      const question = logQuestion(form, ZONE, subjects);
      const summary = `${describeForm(form)}${subjects === undefined ? '' : ' one person'}`;
      if (format === 'pack') {
        await writePack(runtime, { question, ground, summary }, out, terminal);
        return 0;
      }
      const actor = deploymentPrincipal();
      const file = await exportFor(runtime, actor, question, format, summary);
      await pipeline(
        Readable.fromWeb(file.stream as never),
        createWriteStream(out, { mode: 0o600 }),
      );
      terminal.out(`written to ${out}`);
      return 0;
    });
  },
};
