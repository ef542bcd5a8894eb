// Where the writer's thread begins, in JavaScript: a worker's Node reads no TypeScript by itself.
// Where no bundle can be made or kept (packages that may not be written to), tsx reads the entry.
// Next follows `new Worker` to here, and is to follow no further: the thread is not one of its pages.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';

async function bundled(entry) {
  try {
    const { bundleOf } = await import(/* turbopackIgnore: true */ './writer-bundle.mjs');
    return pathToFileURL(await bundleOf(fileURLToPath(entry))).href;
  } catch {
    const { register } = await import(/* turbopackIgnore: true */ 'tsx/esm/api');
    register();
    return entry;
  }
}

await import(/* turbopackIgnore: true */ await bundled(workerData.entry));
