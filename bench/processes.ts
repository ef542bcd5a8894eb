// Server and load run as processes of their own, one core each where taskset is there.
import { NODE_FLAGS } from '../bin/bootstrap/serve.mjs';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';

export const SERVER_CORE = 0;
export const LOAD_CORE = 1;
/** What Linux counts processor time in. */
const TICKS_PER_SECOND = 100;

export const pins =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

function command(core: number, file: string, args: readonly string[]): [string, string[]] {
  const node = [process.execPath, ...NODE_FLAGS, '--import', 'tsx', file, ...args];
  return pins ? ['taskset', ['-c', String(core), ...node]] : [process.execPath, node.slice(1)];
}

/** Starts a TypeScript file and resolves with its process once a line of its output matches. */
export function startServer(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<ChildProcess> {
  const [program, words] = command(SERVER_CORE, file, args);
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${String(code)}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (ready.test(line)) resolve(child);
    });
  });
}

export function stopServer(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Runs a TypeScript file on the load's core to its end; its last line is JSON. */
export function runLoad(
  file: string,
  settings: object,
  env: NodeJS.ProcessEnv = process.env,
): Promise<unknown> {
  const [program, words] = command(LOAD_CORE, file, [JSON.stringify(settings)]);
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1) ?? 'null'));
      else reject(new Error(`${file} ended with ${String(code)}`));
    });
  });
}

/** Seconds of a core that the process has had, all its threads together; undefined where that is not told. */
export function cpuSeconds(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
