// Prints the code of the newest sign-in mail to an address, from the demo's encrypted outbox: run
// with the server's DATA_DIR and NATTOKU_SECRET's place, as `nattoku` commands are.
import { ensureDataDir, readEnv } from '../lib/env';
import { readOutbox } from '../lib/delivery/outbox';
import { openRuntime } from '../lib/runtime/open';

const read = readEnv(process.env);
if (!read.ok) throw new Error(read.problems.join('; '));
const runtime = await openRuntime(ensureDataDir(read.env));
const mails = await readOutbox(runtime, 100);
const mail = mails.find(({ to }) => to === process.argv[2]);
process.stdout.write(
  JSON.stringify({
    code: /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '',
    link: /http\S+/.exec(mail?.text ?? '')?.[0] ?? '',
  }),
);
await runtime.close();
