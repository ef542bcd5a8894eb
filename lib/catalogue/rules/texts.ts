/**
 * Every text stands in both languages, and a place does not claim never to use what it uses
 * (UX-08, UX-30). Publication fails without the notice's controller, contact, data protection
 * officer, retention and transfers (CATALOGUE "Recipients").
 */
import { LOCALES, type CatalogueContent, type Localised } from '../model';
import { pointer, type PublishProblem } from './problem';

type At = readonly (string | number)[];
const WORDED = [
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

function fieldProblems(value: unknown, at: At): PublishProblem[] {
  if (typeof value === 'string') {
    return value.trim() === ''
      ? [{ path: pointer(...at), problem: 'Words are missing here.' }]
      : [];
  }
  if (Array.isArray(value)) {
    if (value.length === 0)
      return [{ path: pointer(...at), problem: 'Name at least one thing here.' }];
    return value.flatMap((item, index) => fieldProblems(item, [...at, index]));
  }
  return [{ path: pointer(...at), problem: 'Words are missing here.' }];
}

function wordedProblems(text: Localised<object>, at: At): PublishProblem[] {
  return LOCALES.flatMap((locale) =>
    Object.entries(text[locale]).flatMap(([field, value]) =>
      fieldProblems(value, [...at, locale, field]),
    ),
  );
}

/** A name as people would match it: width, case and spaces aside. */
function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function neverUsedProblems(content: CatalogueContent): PublishProblem[] {
  const categories = new Map(content.data.map((row) => [row.key, row]));
  return content.touchpoints.flatMap((touchpoint, index) =>
    LOCALES.flatMap((locale) => {
      const used = new Set(
        [...touchpoint.requires, ...touchpoint.mayUse].flatMap((key) => {
          const category = categories.get(key);
          return category === undefined ? [] : [plain(category.text[locale].name)];
        }),
      );
      return touchpoint.text[locale].neverUsed.flatMap((name, place) =>
        used.has(plain(name))
          ? [
              {
                path: pointer('touchpoints', index, 'text', locale, 'neverUsed', place),
                problem: `“${name}” is used here, so it cannot be listed as never used.`,
              },
            ]
          : [],
      );
    }),
  );
}

export function textProblems(content: CatalogueContent): PublishProblem[] {
  return [
    ...wordedProblems(content.notice, ['notice']),
    ...WORDED.flatMap((list) =>
      content[list].flatMap((row, index) => wordedProblems(row.text, [list, index, 'text'])),
    ),
    ...neverUsedProblems(content),
  ];
}
