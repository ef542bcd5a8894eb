/** The catalogue that was in force at an instant. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Runtime } from '../runtime/model';

/** The newest version published by then; undefined before the first. */
export async function catalogueAt(
  { catalogues }: Pick<Runtime, 'catalogues'>,
  atMs: number,
): Promise<CompiledCatalogue | undefined> {
  for (let { version } = catalogues.current(); version > 0; version -= 1) {
    const compiled = await catalogues.find(version);
    if (compiled !== undefined && compiled.catalogue.publishedAtMs <= atMs) return compiled;
  }
  return undefined;
}
