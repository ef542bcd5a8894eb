/** A process that dies by SIGKILL right after one step: `<this> <DATA_DIR> <size> <step>`. */
import { deploymentPrincipal } from '../identity/deployment';
import { ensureDataDir, readEnv } from '../env';
import { createLog } from '../log';
import { keepLedger } from '../runtime/keep-ledger';
import { openRuntime } from '../runtime/open';

async function main([dataDir = '', size = '', step = '']: readonly string[]): Promise<void> {
  const read = readEnv({ DATA_DIR: dataDir });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), {
    ...{ log: createLog({ level: 'silent' }), people: 1_000 },
  });
  const missing = Number(size) - (await runtime.store.head()).seq;
  const events = Array.from({ length: missing }, (_, index) => ({
    about: 'deployment' as const,
    kind: 'notice' as const,
    document: `${size} ${String(index)}`,
  }));
  await runtime.commit({ actor: deploymentPrincipal(), events });
  const keeper = keepLedger(runtime, {
    byItself: false,
    afterStep(at) {
      if (at === step) process.kill(process.pid, 'SIGKILL');
    },
  });
  await keeper?.settle();
}

void main(process.argv.slice(2));
