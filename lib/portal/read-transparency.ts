/** Which version of the register somebody reads, and the ones before it. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Runtime } from '../runtime/model';
import type { PublishedVersion } from './transparency-model';

/** So many versions are listed at a time; the oldest of them leads to the ones before. */
export const VERSIONS_LISTED = 24;
const VERSION = /^[1-9]\d{0,8}$/;

export interface RegisterReading {
  readonly compiled: CompiledCatalogue;
  /** The version in force. */
  readonly newest: PublishedVersion;
  /** The version read and those before it, newest first. */
  readonly versions: readonly PublishedVersion[];
  readonly publishedAtMs: ReadonlyMap<number, number>;
}

function published({ catalogue }: CompiledCatalogue): PublishedVersion {
  const { version, publishedAtMs, digest } = catalogue;
  return { version, publishedAtMs, digest };
}

/** `asked` as it stands in an address; absent: the version in force. Undefined: no such version. */
export async function readRegister(
  runtime: Runtime,
  asked: string | undefined,
): Promise<RegisterReading | undefined> {
  await runtime.subjects.fresh();
  const { catalogues } = runtime;
  const inForce = catalogues.current();
  if (asked !== undefined && !VERSION.test(asked)) return undefined;
  const compiled = asked === undefined ? inForce : await catalogues.find(Number(asked));
  if (compiled === undefined) return undefined;
  const { version, touchpoints } = compiled.catalogue;
  const listed = Array.from({ length: Math.min(version, VERSIONS_LISTED) }, (_, i) => version - i);
  const named = touchpoints.map(({ materialVersion }) => materialVersion);
  const found = await Promise.all([...new Set([...listed, ...named])].map(catalogues.find));
  const all = found.flatMap((one) => (one === undefined ? [] : [published(one)]));
  return {
    compiled,
    newest: published(inForce),
    versions: all.filter((one) => listed.includes(one.version)),
    publishedAtMs: new Map(all.map((one) => [one.version, one.publishedAtMs])),
  };
}
