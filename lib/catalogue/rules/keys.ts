/**
 * Keys name things for good: they stand in the ledger, in cells joined by spaces, and in other
 * teams' code. `itself` and `*` mean something else there (DESIGN §4).
 */
import { ITSELF, type CatalogueContent } from '../model';
import { pointer, type PublishProblem } from './problem';

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LISTS = [
  'lines',
  'purposeGroups',
  'stages',
  'purposes',
  'channels',
  'data',
  'techniques',
  'recipients',
  'touchpoints',
] as const;

/** Why this cannot be a key; undefined when it can. */
function keyFault(key: string): string | undefined {
  if (key === ITSELF || key === '*')
    return `“${key}” has a meaning of its own: choose another key.`;
  if (!KEY.test(key)) {
    return `“${key}” is not a key: use 1 to 64 small letters, digits and hyphens, with no hyphen at the start.`;
  }
  return undefined;
}

export function keyProblems(content: CatalogueContent): PublishProblem[] {
  const problems: PublishProblem[] = [];
  for (const list of LISTS) {
    const seen = new Set<string>();
    content[list].forEach(({ key }, index) => {
      const path = pointer(list, index, 'key');
      const fault = keyFault(key);
      if (fault !== undefined) problems.push({ path, problem: fault });
      if (seen.has(key)) problems.push({ path, problem: `“${key}” stands here twice.` });
      seen.add(key);
    });
  }
  content.touchpoints.forEach(({ system }, index) => {
    const fault = keyFault(system);
    if (fault !== undefined)
      problems.push({ path: pointer('touchpoints', index, 'system'), problem: fault });
  });
  return problems;
}
