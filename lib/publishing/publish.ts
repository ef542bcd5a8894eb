/**
 * Puts a catalogue into force as an immutable numbered version (DESIGN §3): the document, one
 * notice in each language and the row that the gate reads commit together or not at all.
 */
import { catalogueBytes, noticeBytes } from '../catalogue/notice';
import { LOCALES, type Catalogue, type CatalogueContent } from '../catalogue/model';
import { publishProblems } from '../catalogue/rules';
import type { ErrorCode } from '../errors';
import type { DeploymentPrincipal, OfficerPrincipal } from '../identity/model';
import type { CommitRequest } from '../record/model';
import type { Runtime } from '../runtime/model';
import { nextCatalogue } from './read-draft';

type PublishProblem = ReturnType<typeof publishProblems>[number];

export type PublishOutcome =
  | { readonly ok: true; readonly version: number; readonly seq: number }
  /** The content breaks a publish rule: every breach, nothing written. */
  | {
      readonly ok: false;
      readonly reason: 'problems';
      readonly problems: readonly PublishProblem[];
    }
  /** It is not what was looked at: another one was published since. Nothing written. */
  | { readonly ok: false; readonly reason: 'another_digest' }
  /** `conflict`: somebody published first. Nothing written. */
  | { readonly ok: false; readonly reason: ErrorCode; readonly detail?: string };

async function newestCatalogue(runtime: Runtime): Promise<Catalogue | null> {
  const version = await runtime.store.newestCatalogueVersion();
  if (version === 0) return null;
  const found = await runtime.catalogues.find(version);
  return found?.catalogue ?? null;
}

function publication(
  actor: DeploymentPrincipal | OfficerPrincipal,
  catalogue: Catalogue,
): CommitRequest {
  const { version, digest, publishedAtMs } = catalogue;
  const document = catalogueBytes(version, catalogue);
  return {
    actor,
    events: [
      { about: 'deployment', kind: 'catalogue', document },
      ...LOCALES.map((locale) => ({
        about: 'deployment' as const,
        kind: 'notice' as const,
        document: noticeBytes(catalogue, locale),
      })),
    ],
    rows: [
      { table: 'catalogue', version, digest, publishedAtMs, document: JSON.stringify(catalogue) },
    ],
  };
}

/**
 * Publishes `content` as the version after the newest; touchpoints get their material versions here.
 * With `digest` only if that is what the published catalogue is named by.
 */
export async function publishCatalogue(
  runtime: Runtime,
  actor: DeploymentPrincipal | OfficerPrincipal,
  content: CatalogueContent,
  digest?: string,
): Promise<PublishOutcome> {
  const previous = await newestCatalogue(runtime);
  const problems = publishProblems(content, previous);
  if (problems.length > 0) return { ok: false, reason: 'problems', problems };
  const catalogue = nextCatalogue(content, previous, runtime.clock.now());
  const { version } = catalogue;
  if (digest !== undefined && catalogue.digest !== digest) {
    return { ok: false, reason: 'another_digest' };
  }
  const outcome = await runtime.commit(publication(actor, catalogue));
  if (!outcome.ok) {
    const { reason, detail } = outcome;
    return { ok: false, reason, ...(detail === undefined ? {} : { detail }) };
  }
  await runtime.catalogues.refresh();
  return { ok: true, version, seq: outcome.seq };
}
