/** From the text of a file to a draft: what is wrong with it is said by field, all at once. */
import { assignMaterialVersions } from '../catalogue/materialise';
import type { Catalogue, CatalogueContent } from '../catalogue/model';
import { toCatalogue } from '../catalogue/notice';
import { publishProblems } from '../catalogue/rules';
import { pointer } from '../catalogue/rules/problem';
import { catalogueContentSchema } from '../catalogue/schema';
import type { DraftDocument, DraftProblem } from './draft-model';

/** More are not read by anybody. */
const PROBLEMS_MOST = 200;

/** As it would be published after `previous`, with its material versions. */
export function nextCatalogue(
  content: CatalogueContent,
  previous: Catalogue | null,
  nowMs: number,
): Catalogue {
  const version = (previous?.version ?? 0) + 1;
  return toCatalogue(version, nowMs, assignMaterialVersions(content, previous, version));
}

/** What is published, in the form in which a draft is handed in. */
export function contentInForce(catalogue: Catalogue): CatalogueContent {
  const { notice, lines, purposeGroups, stages, purposes } = catalogue;
  const { channels, data, techniques, recipients, touchpoints } = catalogue;
  return {
    ...{ notice, lines, purposeGroups, stages, purposes },
    ...{ channels, data, techniques, recipients, touchpoints },
  };
}

/** Its content, or why it has no shape of one. */
function shapeOf(text: string): CatalogueContent | readonly DraftProblem[] {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    return [{ path: '', problem: `is no JSON: ${why.slice(0, 200)}` }];
  }
  const parsed = catalogueContentSchema.safeParse(said);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => ({
    path: pointer(...path.map((step) => (typeof step === 'symbol' ? '' : step))),
    problem: message,
  }));
}

export function readDraft(
  name: string,
  text: string,
  previous: Catalogue,
  nowMs: number,
): DraftDocument {
  const shape = shapeOf(text);
  const content = 'touchpoints' in shape ? shape : undefined;
  const found = 'touchpoints' in shape ? publishProblems(shape, previous) : shape;
  const problems = found.slice(0, PROBLEMS_MOST);
  const { version: base } = previous;
  const catalogue =
    content !== undefined && problems.length === 0 ? nextCatalogue(content, previous, nowMs) : null;
  return { name, base, problems, catalogue };
}
