// The one file of the writer's thread that is not TypeScript: in a worker, `--import tsx` alone
// does not make Node read .ts files, so the entry is imported after registering tsx here.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
