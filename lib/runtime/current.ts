/**
 * The one runtime of this process. Next compiles its entries separately, so a module variable
 * would be one per entry: it lives on `globalThis`, set by `server.ts`, or opened here on first
 * use where only Next runs.
 */
import { AppError } from '../errors';
import { ensureDataDir, readEnv } from '../env';
import type { Runtime } from './model';
import { openRuntime } from './open';

const KEY = Symbol.for('nattoku.runtime');
type Holder = { [KEY]?: Promise<Runtime> | undefined };

async function openFromEnvironment(): Promise<Runtime> {
  const read = readEnv(process.env);
  if (!read.ok) throw new AppError('unavailable', read.problems.join('; '));
  return openRuntime(await ensureDataDir(read.env));
}

export function runtime(): Promise<Runtime> {
  const holder = globalThis as Holder;
  holder[KEY] ??= openFromEnvironment().catch((error: unknown) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

export function setRuntime(opened: Runtime): void {
  (globalThis as Holder)[KEY] = Promise.resolve(opened);
}
