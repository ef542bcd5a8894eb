import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { AppError } from '../../lib/errors';
import { authenticateKey } from '../../lib/identity/api-keys';
import type { SystemPrincipal } from '../../lib/identity/model';
import { fileLines } from '../../lib/imports/file-lines';
import { IMPORT_FIELDS, mappingSchema, type Mapping } from '../../lib/imports/mapping';
import type { RowResult } from '../../lib/imports/import-row';
import { IMPORT_FORMATS, rowsOf, UnreadableFile, type ImportFormat } from '../../lib/imports/rows';
import { NO_ROWS, runImport, type ImportCounts } from '../../lib/imports/run-import';
import type { Runtime } from '../../lib/runtime/model';
import { settingsFrom, withRuntime } from '../deployment';
import { CommandFailed } from '../failure';
import { showProgress } from '../ledger/progress';
import { readOptions, required, typedPath, wrongUse, type Command, type Terminal } from './command';

const OPTIONS = {
  format: { type: 'string' },
  map: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  report: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;
const REFUSALS_SHOWN = 10;
const STOPS = ['SIGINT', 'SIGTERM'] as const;
/** What a shell says of a program that was interrupted. */
const INTERRUPTED = 130;

/** `field=column` and `field=value` pairs as the API takes them. */
function readMapping(columns: readonly string[], values: readonly string[]): Mapping {
  const pairs = (texts: readonly string[], option: string, kind: 'column' | 'value') =>
    texts.map((text) => {
      const [field = '', ...rest] = text.split('=');
      if (rest.length === 0) throw wrongUse(`${option} takes field=${kind}`);
      return [field.trim(), { [kind]: rest.join('=') }];
    });
  const all = [...pairs(columns, '--map', 'column'), ...pairs(values, '--set', 'value')];
  const read = mappingSchema.safeParse(Object.fromEntries(all));
  if (!read.success) throw wrongUse(`--map and --set know ${IMPORT_FIELDS.join(', ')}`);
  return read.data;
}

async function actorOf(runtime: Runtime, { source }: Terminal): Promise<SystemPrincipal> {
  const text = source['NATTOKU_KEY']?.trim();
  if (text === undefined || text === '') {
    throw new CommandFailed(['put a key with the scope import into NATTOKU_KEY'], 1);
  }
  const actor = await authenticateKey(runtime, text);
  if (actor === undefined || actor.test || !actor.scopes.includes('import')) {
    throw new CommandFailed(['the key in NATTOKU_KEY is not good, or lacks the scope import'], 1);
  }
  return actor;
}

interface Asked {
  readonly file: string;
  readonly format: ImportFormat;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
  readonly report: string | undefined;
}

/** Names the file for ever: run again, it goes on where it stopped and records no row twice. */
async function measure({
  file,
  mapping,
}: Asked): Promise<{ readonly name: string; readonly lines: number }> {
  const hash = createHash('sha256').update(JSON.stringify(mapping));
  let lines = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return { name: hash.digest('base64url'), lines };
}

class Report {
  readonly #out: WriteStream | undefined;
  #shown = 0;
  constructor(
    file: string | undefined,
    private readonly terminal: Terminal,
  ) {
    this.#out = file === undefined ? undefined : createWriteStream(file, { mode: 0o600 });
  }
  async tell(results: readonly RowResult[]): Promise<void> {
    for (const { row, result, reason = '', field = '' } of results) {
      if (result !== 'refused' || this.#shown >= REFUSALS_SHOWN) continue;
      this.#shown += 1;
      this.terminal.err(`row ${String(row)}: ${reason} ${field}`.trimEnd());
    }
    const text = results.map((result) => `${JSON.stringify(result)}\n`).join('');
    if (this.#out?.write(text) === false) await once(this.#out, 'drain');
  }
  async close(): Promise<void> {
    this.#out?.end();
    if (this.#out !== undefined) await once(this.#out, 'close');
  }
}

/** Ctrl-C and SIGTERM end the work after the group under way. */
function untilStopped(): { readonly mayGoOn: () => boolean; readonly end: () => void } {
  let stopped = false;
  const stop = (): void => {
    stopped = true;
  };
  // Not once: Ctrl-C arrives here by the terminal and by the process that started this one.
  for (const signal of STOPS) process.on(signal, stop);
  return {
    mayGoOn: () => !stopped,
    end: () => {
      for (const signal of STOPS) process.off(signal, stop);
    },
  };
}

interface Ended {
  readonly counts: ImportCounts;
  readonly whole: boolean;
}

async function run(runtime: Runtime, asked: Asked, terminal: Terminal): Promise<Ended> {
  const actor = await actorOf(runtime, terminal);
  const { name, lines } = await measure(asked);
  const rows = rowsOf(fileLines(createReadStream(asked.file)), asked.format, asked.mapping);
  const report = new Report(asked.report, terminal);
  const progress = showProgress(asked.dryRun ? 'looking at' : 'importing');
  const importing = { actor, scope: `import ${actor.keyId} ${name}`, dryRun: asked.dryRun };
  const going = untilStopped();
  try {
    return await runImport(runtime, importing, rows, NO_ROWS, async (results, so) => {
      await report.tell(results);
      progress.at(BigInt(so.rows), BigInt(Math.max(lines, so.rows)));
      return going.mayGoOn();
    });
  } finally {
    going.end();
    progress.end();
    await report.close();
  }
}

function formatOf(file: string, given: string | undefined): ImportFormat {
  const named = given ?? (file.endsWith('.csv') ? 'csv' : 'ndjson');
  const format = IMPORT_FORMATS.find((known) => known === named);
  if (format === undefined) throw wrongUse(`--format is one of ${IMPORT_FORMATS.join(', ')}`);
  return format;
}

export const importCommand: Command = {
  help: [
    'nattoku import FILE [--dry-run] [--map FIELD=COLUMN …] [--set FIELD=VALUE …]',
    'Records what many people said before, in the name of the key in NATTOKU_KEY (scope import).',
    '',
    `  --format           ${IMPORT_FORMATS.join(', ')} (by the name of the file unless given)`,
    '  --map FIELD=COLUMN a column of another name (CSV)',
    '  --set FIELD=VALUE  the same for all rows (CSV)',
    `                     fields: ${IMPORT_FIELDS.join(', ')}`,
    '  --dry-run          says what would be recorded; records nothing',
    '  --report FILE      what became of each row, as NDJSON',
    '',
    'Ctrl-C stops after the group under way and says how far it came.',
    'Run again with the same file it goes on where it stopped: each row is recorded once. An allow',
    'names its givenAt: what the person has refused since stays refused.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values, positionals } = readOptions(args, OPTIONS, ['FILE']);
    const file = typedPath(terminal, required(positionals[0], 'FILE'));
    if (!(statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)) {
      throw wrongUse(`there is no file ${file}`);
    }
    const asked: Asked = {
      file,
      format: formatOf(file, values.format),
      mapping: readMapping(values.map ?? [], values.set ?? []),
      dryRun: values['dry-run'] === true,
      report: values.report === undefined ? undefined : typedPath(terminal, values.report),
    };
    const { counts, whole } = await withRuntime(settingsFrom(terminal.source), (runtime) =>
      run(runtime, asked, terminal),
    ).catch((error: unknown) => {
      if (error instanceof UnreadableFile) throw new CommandFailed([error.message], 1);
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      throw new CommandFailed(['nothing more can be recorded just now; run it again'], 3);
    });
    const what = asked.dryRun ? 'would be recorded' : 'recorded';
    terminal.out(
      `${String(counts.rows)} rows: ${String(counts.recorded)} ${what}, ${String(counts.refused)} refused`,
    );
    if (!whole) {
      terminal.err(`stopped after row ${String(counts.rows)}; run the same again to go on:`);
      terminal.err('what is recorded is recorded once');
      return INTERRUPTED;
    }
    return counts.refused > 0 ? 1 : 0;
  },
};
