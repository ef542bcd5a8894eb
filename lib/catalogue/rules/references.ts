/** Whatever a row names exists, and a touchpoint's parts make sense together (DESIGN §3, §5). */
import type { CatalogueContent, Purpose, Touchpoint } from '../model';
import { pointer, type PublishProblem } from './problem';

type Known = Readonly<
  Record<
    'lines' | 'groups' | 'stages' | 'purposes' | 'channels' | 'data' | 'techniques' | 'recipients',
    ReadonlySet<string>
  >
>;
type At = readonly (string | number)[];

function keysOf(rows: readonly { readonly key: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ key }) => key));
}

function mustExist(
  known: ReadonlySet<string>,
  key: string,
  what: string,
  at: At,
): PublishProblem[] {
  if (known.has(key)) return [];
  return [{ path: pointer(...at), problem: `There is no ${what} “${key}” in this catalogue.` }];
}

function listProblems(
  keys: readonly string[],
  known: ReadonlySet<string>,
  what: string,
  at: At,
): PublishProblem[] {
  return keys.flatMap((key, index) => [
    ...mustExist(known, key, what, [...at, index]),
    ...(keys.indexOf(key) === index
      ? []
      : [{ path: pointer(...at, index), problem: `“${key}” stands here twice.` }]),
  ]);
}

function purposeProblems(purpose: Purpose, known: Known, at: At): PublishProblem[] {
  const problems = mustExist(known.groups, purpose.group, 'purpose group', [...at, 'group']);
  if (purpose.expiresAfterDays !== undefined && purpose.basis !== 'consent') {
    problems.push({
      path: pointer(...at, 'expiresAfterDays'),
      problem: 'Only a consent expires: leave this out for any other basis.',
    });
  }
  if (purpose.explicit && purpose.basis !== 'consent') {
    problems.push({
      path: pointer(...at, 'explicit'),
      problem: 'Only a consent can be explicit: choose the basis “consent”.',
    });
  }
  return problems;
}

function useProblems(
  touchpoint: Touchpoint,
  purposes: readonly Purpose[],
  sensitive: ReadonlySet<string>,
  at: At,
): PublishProblem[] {
  const problems: PublishProblem[] = [];
  const data = [...touchpoint.requires, ...touchpoint.mayUse];
  touchpoint.mayUse.forEach((key, index) => {
    if (touchpoint.requires.includes(key)) {
      problems.push({
        path: pointer(...at, 'mayUse', index),
        problem: `“${key}” is already required here.`,
      });
    }
  });
  if (touchpoint.purposes.length === 0) {
    problems.push({
      path: pointer(...at, 'purposes'),
      problem: 'A touchpoint needs at least one purpose.',
    });
  }
  if (touchpoint.recipients.length === 0) {
    problems.push({
      path: pointer(...at, 'recipients'),
      problem: 'Name who receives the data: at least the company itself.',
    });
  }
  if (data.length > 0 && purposes.length > 0 && purposes.every(({ contact }) => contact)) {
    problems.push({
      path: pointer(...at, 'purposes'),
      problem:
        'This place uses data, but being contacted is its only purpose: name the purpose the data is for.',
    });
  }
  if (purposes.some(({ sharesForAds }) => sharesForAds)) {
    for (const field of ['requires', 'mayUse'] as const) {
      touchpoint[field].forEach((key, index) => {
        if (!sensitive.has(key)) return;
        problems.push({
          path: pointer(...at, field, index),
          problem: `“${key}” is sensitive and is never used for advertising.`,
        });
      });
    }
  }
  return problems;
}

export function referenceProblems(content: CatalogueContent): PublishProblem[] {
  const known: Known = {
    lines: keysOf(content.lines),
    groups: keysOf(content.purposeGroups),
    stages: keysOf(content.stages),
    purposes: keysOf(content.purposes),
    channels: keysOf(content.channels),
    data: keysOf(content.data),
    techniques: keysOf(content.techniques),
    recipients: keysOf(content.recipients),
  };
  const purposes = new Map(content.purposes.map((purpose) => [purpose.key, purpose]));
  const sensitive = keysOf(content.data.filter((category) => category.sensitive));
  return [
    ...content.purposes.flatMap((row, index) => purposeProblems(row, known, ['purposes', index])),
    ...content.channels.flatMap((row, index) =>
      mustExist(known.lines, row.line, 'line', ['channels', index, 'line']),
    ),
    ...content.touchpoints.flatMap((row, index) => {
      const at = ['touchpoints', index] as const;
      const named = row.purposes.flatMap((key) => purposes.get(key) ?? []);
      return [
        ...mustExist(known.channels, row.channel, 'channel', [...at, 'channel']),
        ...mustExist(known.stages, row.stage, 'stage', [...at, 'stage']),
        ...mustExist(known.techniques, row.technique, 'technique', [...at, 'technique']),
        ...listProblems(row.purposes, known.purposes, 'purpose', [...at, 'purposes']),
        ...listProblems(row.requires, known.data, 'data category', [...at, 'requires']),
        ...listProblems(row.mayUse, known.data, 'data category', [...at, 'mayUse']),
        ...listProblems(row.recipients, known.recipients, 'recipient', [...at, 'recipients']),
        ...useProblems(row, named, sensitive, at),
      ];
    }),
  ];
}
