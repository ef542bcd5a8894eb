// A piece of work in a process of its own, so that what it takes is its own: time, cores, memory.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

export interface Alone {
  readonly seconds: number;
  /** All threads, from the first instruction to the last. */
  readonly cpuSeconds: number;
  /** Most memory that was resident at once. */
  readonly residentMegabytes: number;
  /** Its last line on standard output. */
  readonly said: string;
}

/** `args`: what stands after `node`; `typescript`: begin with what runs TypeScript. */
export async function runAlone(
  args: readonly string[],
  { typescript = false } = {},
): Promise<Alone> {
  const usage = new URL('usage.mjs', import.meta.url).href;
  const flags = typescript ? ['--import', import.meta.resolve('tsx')] : [];
  const begunMs = performance.now();
  const child = spawn(process.execPath, [...flags, '--import', usage, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [code, output, told] = await Promise.all([
    ended,
    text(child.stdout as Readable),
    text(child.stdio[3] as Readable),
  ]);
  const seconds = (performance.now() - begunMs) / 1_000;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}\n${output}`);
  const { cpuSeconds, peakBytes } = JSON.parse(told) as { cpuSeconds: number; peakBytes: number };
  const said = output.trimEnd().split('\n').at(-1) ?? '';
  return { seconds, cpuSeconds, residentMegabytes: peakBytes / 1_000_000, said };
}

/** A TypeScript file of this folder, given settings as JSON; what it says last is JSON. */
export async function runPiece<T>(
  file: string,
  settings: object,
): Promise<{ readonly alone: Alone; readonly found: T }> {
  const url = new URL(file, import.meta.url);
  const alone = await runAlone([url.pathname, JSON.stringify(settings)], { typescript: true });
  return { alone, found: JSON.parse(alone.said) as T };
}
