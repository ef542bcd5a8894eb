/** The published catalogues in memory, the newest one at hand without waiting. */
import type { Store } from '../../db/port';
import { compileCatalogue, type CompiledCatalogue } from '../catalogue/compile';
import type { Catalogue } from '../catalogue/model';
import { catalogueDigest } from '../catalogue/notice';
import { AppError } from '../errors';
import type { CatalogueBook } from './model';

/** What everything is decided by is what was published, or nothing is decided. */
function readCatalogue(version: number, document: string): Catalogue {
  try {
    const catalogue = JSON.parse(document) as Catalogue;
    if (catalogueDigest(version, catalogue) === catalogue.digest) return catalogue;
  } catch {
    // No JSON any more, or of another form: said below.
  }
  throw new AppError(
    'unavailable',
    `catalogue ${String(version)} was changed in the database, it does not give its digest: restore a backup with \`nattoku restore\``,
  );
}

export async function openCatalogueBook(store: Store): Promise<CatalogueBook> {
  const compiled = new Map<number, CompiledCatalogue>();
  let newest: CompiledCatalogue | undefined;

  async function find(version: number): Promise<CompiledCatalogue | undefined> {
    const known = compiled.get(version);
    if (known !== undefined) return known;
    const row = await store.findCatalogue(version);
    if (row === undefined) return undefined;
    const made = compileCatalogue(readCatalogue(version, row.document));
    compiled.set(version, made);
    return made;
  }

  async function refresh(): Promise<void> {
    const version = await store.newestCatalogueVersion();
    if (version > (newest?.version ?? 0)) newest = await find(version);
  }

  await refresh();
  return {
    find,
    refresh,
    current() {
      if (newest === undefined) throw new AppError('unavailable', 'no catalogue is published');
      return newest;
    },
  };
}
