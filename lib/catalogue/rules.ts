/**
 * What stands between a draft and its publication (DESIGN §3, CATALOGUE "Recipients"): the parts
 * fit together, every text stands in both languages, and nothing people already answered changes
 * its meaning under their feet. An empty list means: may be published. The draft has passed
 * schema.ts.
 */
import type { Catalogue, CatalogueContent } from './model';
import type { PublishProblem } from './rules/problem';
import { keyProblems } from './rules/keys';
import { referenceProblems } from './rules/references';
import { successionProblems } from './rules/succession';
import { textProblems } from './rules/texts';

/** Every problem at once, in the order of the document's parts; `previous` is null for the first version. */
export function publishProblems(
  content: CatalogueContent,
  previous: Catalogue | null,
): PublishProblem[] {
  return [
    ...keyProblems(content),
    ...referenceProblems(content),
    ...textProblems(content),
    ...(previous === null ? [] : successionProblems(content, previous)),
  ];
}
