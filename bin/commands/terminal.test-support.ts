import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from './command';
import { runCommand } from './run';

export interface Said {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** A data folder of its own, as `npm start` would make it. */
export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'nattoku-command-'));
}

function typist(lines: readonly string[]): NonNullable<Terminal['ask']> {
  const left = [...lines];
  return () => Promise.resolve(left.shift());
}

/** Runs the command as a person would type it, against real stores in `dataDir`. */
export async function nattoku(
  dataDir: string,
  args: string,
  settings: Record<string, string> = {},
  /** What is typed, line by line; without it nobody can be asked. */
  typed?: readonly string[],
): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    source: { NODE_ENV: 'test', DATA_DIR: dataDir, ...settings } as NodeJS.ProcessEnv,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    ...(typed !== undefined && { interactive: true, ask: typist(typed) }),
  };
  const code = await runCommand(args.split(' ').filter(Boolean), terminal);
  return { code, out, err };
}
