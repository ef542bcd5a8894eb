/** A process that makes one commit of four events and dies at a step of it: `tsx <this> <key> <step>`, settings from the environment. */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { ensureDataDir, readEnv } from '../env';
import { createLog } from '../log';
import { openRuntime } from '../runtime/open';
import { fourRefusals } from './four-refusals.test-support';

const writer = path.join(process.cwd(), 'lib/record/dying-writer.test-support.ts');
const entry = pathToFileURL(writer).href;

/** The writer's thread begins with the file that knows when to die. */
function exchangeWriter(): void {
  const threads = createRequire(import.meta.url)('node:worker_threads') as {
    Worker: typeof Worker;
  };
  const { Worker: Real } = threads;
  threads.Worker = class extends Real {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      super(file, { ...options, workerData: { ...(options.workerData as object), entry } });
    }
  };
  syncBuiltinESMExports();
}

async function main([key = '', step = '']: readonly string[]): Promise<void> {
  exchangeWriter();
  process.env.DYING_AT = step;
  const read = readEnv(process.env);
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), {
    ...{ log: createLog({ level: 'silent' }), people: 1_000 },
  });
  const { store } = runtime;
  const append = store.append.bind(store);
  Object.assign(store, {
    async append(group: Parameters<typeof append>[0]) {
      // The keys are durable, the events have not been sent.
      if (step === 'keys') process.kill(process.pid, 'SIGKILL');
      const done = await append(group);
      if (step === 'answered') process.kill(process.pid, 'SIGKILL');
      return done;
    },
  });
  await runtime.commit(fourRefusals(key));
}

void main(process.argv.slice(2));
