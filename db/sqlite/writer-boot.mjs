// Where the writer's thread begins, in JavaScript: a worker's Node reads no TypeScript by itself.
// Where no bundle can be made or kept (packages that may not be written to), tsx reads the entry.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';

async function bundled(entry) {
  try {
    const { bundleOf } = await import('./writer-bundle.mjs');
    return pathToFileURL(await bundleOf(fileURLToPath(entry))).href;
  } catch {
    const { register } = await import('tsx/esm/api');
    register();
    return entry;
  }
}

await import(await bundled(workerData.entry));
