// What every TypeScript command begins with: settings read, runtime opened, mistakes in one line each.
import { databaseProblem } from '../db/problem';
import { AppError } from '../lib/errors';
import { ensureDataDir, readEnv, type Env, type Settings } from '../lib/env';
import { createLog } from '../lib/log';
import { openRuntime } from '../lib/runtime/open';
import type { Runtime } from '../lib/runtime/model';
import { CommandFailed } from './failure';

export { CommandFailed } from './failure';

/** A command meets few: to make room for as many as a server may hold takes longer than most commands. */
const PEOPLE = 20_000;

/** Throws CommandFailed with one line for each wrong setting; touches nothing. */
export function settingsFrom(source: NodeJS.ProcessEnv): Settings {
  const read = readEnv(source);
  if (!read.ok) throw new CommandFailed(read.problems, 1);
  return read.env;
}

/** Opens the runtime for the length of one piece of work; what it logs goes to standard error. */
export async function withRuntime<T>(
  settings: Settings,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const env: Env = ensureDataDir(settings);
  const log = createLog({ level: 'warn', destination: process.stderr });
  const runtime = await openRuntime(env, { log, mapped: false, people: PEOPLE });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

/** One line where the cause is known; the stack where it is a fault of ours. */
export function describeFailure(error: unknown): string {
  if (error instanceof CommandFailed || error instanceof AppError) return error.message;
  const sentence = databaseProblem(error);
  if (sentence !== undefined) return sentence;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
