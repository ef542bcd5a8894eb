/**
 * What a later version may not do to an earlier one (DESIGN §3 "purpose", §4). People answered
 * under a key; its basis stays, and its protection never loosens: that needs a new key. Beyond the
 * letter of §3, `explicit` and `contact` do not loosen either – each would let a former answer
 * permit more than it said. Keys never vanish, or they could come back meaning something else.
 */
import type { Catalogue, CatalogueContent, DataCategory, Purpose } from '../model';
import { pointer, type PublishProblem } from './problem';

interface Keyed {
  readonly key: string;
}

function earlierByKey<T extends Keyed>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.key, row]));
}

function purposeProblems(after: Purpose, before: Purpose, index: number): PublishProblem[] {
  const problems: PublishProblem[] = [];
  if (after.basis !== before.basis) {
    problems.push({
      path: pointer('purposes', index, 'basis'),
      problem: `The basis of “${after.key}” is ${before.basis} and stays so: another basis needs a new key.`,
    });
  }
  for (const field of ['sharesForAds', 'explicit', 'contact'] as const) {
    if (!before[field] || after[field]) continue;
    problems.push({
      path: pointer('purposes', index, field),
      problem: `“${after.key}” was published with ${field}: taking that away needs a new key.`,
    });
  }
  return problems;
}

function dataProblems(after: DataCategory, before: DataCategory, index: number): PublishProblem[] {
  if (!before.sensitive || after.sensitive) return [];
  return [
    {
      path: pointer('data', index, 'sensitive'),
      problem: `“${after.key}” was published as sensitive: taking that away needs a new key.`,
    },
  ];
}

function vanished(
  list: 'purposes' | 'channels' | 'data' | 'touchpoints',
  content: CatalogueContent,
  previous: Catalogue,
  instead: string,
): PublishProblem[] {
  const kept = new Set(content[list].map(({ key }) => key));
  return previous[list]
    .filter(({ key }) => !kept.has(key))
    .map(({ key }) => ({ path: pointer(list), problem: `“${key}” is missing: ${instead}` }));
}

export function successionProblems(
  content: CatalogueContent,
  previous: Catalogue,
): PublishProblem[] {
  const purposes = earlierByKey(previous.purposes);
  const data = earlierByKey(previous.data);
  const notNamed = 'keep it here and let no touchpoint name it.';
  return [
    ...content.purposes.flatMap((after, index) => {
      const before = purposes.get(after.key);
      return before === undefined ? [] : purposeProblems(after, before, index);
    }),
    ...content.data.flatMap((after, index) => {
      const before = data.get(after.key);
      return before === undefined ? [] : dataProblems(after, before, index);
    }),
    ...vanished('purposes', content, previous, notNamed),
    ...vanished('channels', content, previous, notNamed),
    ...vanished('data', content, previous, notNamed),
    ...vanished('touchpoints', content, previous, 'set its status to retired instead.'),
  ];
}
