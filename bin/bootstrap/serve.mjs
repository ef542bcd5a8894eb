import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { root, typescriptEnv } from './project.mjs';
import { StepFailed, run, tail } from './run.mjs';
import { step } from './progress.mjs';

const READY = /^nattoku listening (\S+)/;

/**
 * Room for what lives as long as one request or commit: a fifth less time collecting it (bench: commit).
 * From the beginning, and also after a calm minute: a room that shrank to 4 MB was cleared thirty
 * times a second, and what was under way grew old in it (docs/benchmarks.md, half load). And what
 * lives long is walked through when it has doubled, not when a fifth has come to it: at half load
 * that was every few seconds, and each time some questions waited.
 */
export const NODE_FLAGS = [
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--heap-growing-percent=100',
];

/** Arguments that run a TypeScript file of this project. */
export function typescriptArgs(file, args = []) {
  return [...NODE_FLAGS, '--import', import.meta.resolve('tsx'), `${root}/${file}`, ...args];
}

/** Migrations, the default catalogue and, in an empty database, the demo's people (bin/prepare.ts). */
export async function prepareDatabase(env) {
  const said = await step('preparing the database', async () => {
    const { code, output } = await run(process.execPath, typescriptArgs('bin/prepare.ts'), {
      cwd: root,
      env: typescriptEnv(env),
    });
    if (code !== 0) throw new StepFailed(tail(output));
    return output.trimEnd();
  });
  if (said !== '') console.log(said.replace(/^/gm, '    '));
}

/** The addresses, in the order in which a newcomer wants them. */
export function addresses(url, { demo, policy }) {
  const at = (path) => new URL(path, url).href;
  if (policy)
    return [
      ['decisions', at('/api/v1/decisions')],
      ['health', at('/healthz')],
    ];
  return [
    ...(demo ? [['guided page  ← start here', at('/demo')]] : []),
    ['portal', at('/')],
    ['console', at('/console')],
    ...(demo ? [['shop', at('/demo/shop')]] : []),
    ['API reference', at('/docs')],
  ];
}

function printAddresses(url, shown) {
  console.log('\nNattoku is running.\n');
  for (const [name, address] of addresses(url, shown)) console.log(`  ${address}   ${name}`);
  console.log('\nStop it with Ctrl+C.\n');
}

/** Everything the server says, kept beside where it is shown. */
function keepOutput(child, logFile) {
  const file = createWriteStream(logFile, { mode: 0o600 });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  child.stderr.pipe(process.stderr);
}

/** Runs the server until it ends; resolves with its exit code. `logFile`: keeps what it says, too. */
export function serve(env, shown, logFile) {
  const child = spawn(process.execPath, typescriptArgs('server.ts'), {
    cwd: root,
    env: { ...typescriptEnv(env), NATTOKU_READY_LINE: '1' },
    stdio: ['inherit', 'pipe', logFile === undefined ? 'inherit' : 'pipe'],
  });
  if (logFile !== undefined) keepOutput(child, logFile);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const ready = READY.exec(line);
    if (ready === null) console.log(line);
    else printAddresses(ready[1], shown);
  });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
