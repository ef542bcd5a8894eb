import { describe, expect, it } from 'vitest';
import type { Catalogue, CatalogueContent } from './model';
import { toCatalogue } from './notice';
import { publishProblems } from './rules';
import { sampleContent } from './sample.data';

/** Any value inside a draft, replaced by path. */
function changed(path: readonly (string | number)[], value: unknown): CatalogueContent {
  const copy = structuredClone(sampleContent) as unknown as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy as unknown as CatalogueContent;
}
function without(list: 'purposes' | 'channels' | 'data' | 'touchpoints', key: string) {
  const kept = (sampleContent[list] as readonly { key: string }[]).filter((row) => row.key !== key);
  return { ...sampleContent, [list]: kept };
}
const published: Catalogue = toCatalogue(1, 0, sampleContent);

describe('a draft may be published', () => {
  it('as the first version when every part fits', () => {
    expect(publishProblems(sampleContent, null)).toEqual([]);
  });
  it('again unchanged, and with more of everything', () => {
    expect(publishProblems(sampleContent, published)).toEqual([]);
    const [first] = sampleContent.touchpoints;
    const more = {
      ...sampleContent,
      touchpoints: [...sampleContent.touchpoints, { ...first, key: 'new-place' }],
    } as CatalogueContent;
    expect(publishProblems(more, published)).toEqual([]);
  });
  it('when a touchpoint is retired instead of removed', () => {
    expect(publishProblems(changed(['touchpoints', 0, 'status'], 'retired'), published)).toEqual(
      [],
    );
  });
  it('when protection tightens', () => {
    expect(publishProblems(changed(['data', 0, 'sensitive'], true), null)).toMatchObject([
      { path: '/touchpoints/1/requires/0' },
    ]);
    expect(publishProblems(changed(['purposes', 0, 'explicit'], true), published)).toEqual([]);
    expect(publishProblems(changed(['purposes', 0, 'sharesForAds'], true), published)).toEqual([]);
  });
});

const broken: readonly (readonly [string, readonly (string | number)[], unknown, string])[] = [
  ['a key with a capital', ['purposes', 0, 'key'], 'Recommend', '/purposes/0/key'],
  ['a key with a space', ['data', 0, 'key'], 'my data', '/data/0/key'],
  ['a key that begins with a hyphen', ['channels', 0, 'key'], '-web', '/channels/0/key'],
  ['a key of 65 characters', ['touchpoints', 0, 'key'], 'a'.repeat(65), '/touchpoints/0/key'],
  ['an empty key', ['recipients', 0, 'key'], '', '/recipients/0/key'],
  ['the reserved key itself', ['data', 1, 'key'], 'itself', '/data/1/key'],
  ['the reserved key *', ['purposes', 1, 'key'], '*', '/purposes/1/key'],
  ['a key that stands twice', ['data', 1, 'key'], 'purchases', '/data/1/key'],
  [
    'an owner system that is no key',
    ['touchpoints', 0, 'system'],
    'The Shop',
    '/touchpoints/0/system',
  ],
  ['an unknown channel', ['touchpoints', 0, 'channel'], 'radio', '/touchpoints/0/channel'],
  ['an unknown stage', ['touchpoints', 0, 'stage'], 'buy', '/touchpoints/0/stage'],
  ['an unknown technique', ['touchpoints', 0, 'technique'], 'staff', '/touchpoints/0/technique'],
  ['an unknown purpose', ['touchpoints', 0, 'purposes', 0], 'spy', '/touchpoints/0/purposes/0'],
  [
    'unknown required data',
    ['touchpoints', 0, 'requires', 0],
    'dreams',
    '/touchpoints/0/requires/0',
  ],
  ['unknown optional data', ['touchpoints', 0, 'mayUse', 0], 'dreams', '/touchpoints/0/mayUse/0'],
  [
    'an unknown recipient',
    ['touchpoints', 0, 'recipients', 0],
    'nobody',
    '/touchpoints/0/recipients/0',
  ],
  ['a purpose twice', ['touchpoints', 0, 'purposes', 1], 'recommend', '/touchpoints/0/purposes/1'],
  [
    'data both required and optional',
    ['touchpoints', 0, 'mayUse', 0],
    'purchases',
    '/touchpoints/0/mayUse/0',
  ],
  ['no purpose', ['touchpoints', 0, 'purposes'], [], '/touchpoints/0/purposes'],
  ['no recipient', ['touchpoints', 0, 'recipients'], [], '/touchpoints/0/recipients'],
  [
    'data for a contact purpose alone',
    ['touchpoints', 0, 'purposes'],
    ['receive'],
    '/touchpoints/0/purposes',
  ],
  [
    'sensitive data for ads',
    ['touchpoints', 1, 'mayUse', 0],
    'skin-photos',
    '/touchpoints/1/mayUse/0',
  ],
  ['an unknown line', ['channels', 0, 'line'], 'app', '/channels/0/line'],
  ['an unknown purpose group', ['purposes', 0, 'group'], 'ai', '/purposes/0/group'],
  [
    'an objection that expires',
    ['purposes', 4, 'expiresAfterDays'],
    30,
    '/purposes/4/expiresAfterDays',
  ],
  ['an explicit objection', ['purposes', 4, 'explicit'], true, '/purposes/4/explicit'],
  [
    'an empty summary',
    ['purposes', 0, 'text', 'en', 'summary'],
    ' ',
    '/purposes/0/text/en/summary',
  ],
  ['nothing said to stop', ['purposes', 0, 'text', 'ja', 'stops'], [], '/purposes/0/text/ja/stops'],
  [
    'nothing said to continue',
    ['purposes', 0, 'text', 'ja', 'continues'],
    [],
    '/purposes/0/text/ja/continues',
  ],
  ['an empty item', ['purposes', 0, 'text', 'ja', 'stops', 0], '', '/purposes/0/text/ja/stops/0'],
  ['no retention', ['data', 0, 'text', 'ja', 'retention'], '', '/data/0/text/ja/retention'],
  [
    'no words without it',
    ['touchpoints', 0, 'text', 'en', 'without'],
    '',
    '/touchpoints/0/text/en/without',
  ],
  [
    'nothing never used',
    ['touchpoints', 0, 'text', 'en', 'neverUsed'],
    [],
    '/touchpoints/0/text/en/neverUsed',
  ],
  [
    'a false “never used”',
    ['touchpoints', 0, 'text', 'en', 'neverUsed', 0],
    'purchases ',
    '/touchpoints/0/text/en/neverUsed/0',
  ],
  ['no controller', ['notice', 'ja', 'controller'], '', '/notice/ja/controller'],
  ['no contact', ['notice', 'en', 'contact'], '', '/notice/en/contact'],
  [
    'no data protection officer',
    ['notice', 'ja', 'dataProtectionOfficer'],
    '',
    '/notice/ja/dataProtectionOfficer',
  ],
  ['no transfers', ['notice', 'ja', 'transfers'], '', '/notice/ja/transfers'],
  [
    'nothing said about what is not covered',
    ['notice', 'ja', 'notCovered'],
    '',
    '/notice/ja/notCovered',
  ],
];

describe('a draft is refused, and the place named, for', () => {
  it.each(broken)('%s', (_, path, value, expected) => {
    const problems = publishProblems(changed(path, value), null);
    expect(problems.map((problem) => problem.path)).toContain(expected);
    for (const { problem } of problems) expect(problem).toMatch(/^.{10,}\.$/u);
  });
});

const loosened: readonly (readonly [string, readonly (string | number)[], unknown, string])[] = [
  ['a basis that moves from consent', ['purposes', 0, 'basis'], 'contract', '/purposes/0/basis'],
  ['a basis that moves to consent', ['purposes', 4, 'basis'], 'consent', '/purposes/4/basis'],
  ['data no longer sensitive', ['data', 2, 'sensitive'], false, '/data/2/sensitive'],
  ['ads no longer shared', ['purposes', 2, 'sharesForAds'], false, '/purposes/2/sharesForAds'],
  ['a purpose no longer explicit', ['purposes', 3, 'explicit'], false, '/purposes/3/explicit'],
  ['a purpose no longer contact', ['purposes', 1, 'contact'], false, '/purposes/1/contact'],
];

describe('nothing people answered changes its meaning under its key:', () => {
  it.each(loosened)('%s is refused', (_, path, value, expected) => {
    expect(publishProblems(changed(path, value), null)).toEqual([]);
    const problems = publishProblems(changed(path, value), published);
    expect(problems.map((problem) => problem.path)).toEqual([expected]);
  });

  it.each([
    ['purposes', 'train-ai'],
    ['data', 'skin-photos'],
    ['touchpoints', 'for-you'],
  ] as const)('%s may not vanish', (list, key) => {
    const problems = publishProblems(without(list, key), published);
    expect(problems).toEqual([{ path: `/${list}`, problem: expect.stringContaining(`“${key}”`) }]);
  });

  it('holds for rows in another order too', () => {
    const basisMoved = changed(['purposes', 0, 'basis'], 'contract');
    const turned = { ...basisMoved, purposes: [...basisMoved.purposes].reverse() };
    expect(publishProblems(turned, published).map(({ path }) => path)).toEqual([
      '/purposes/4/basis',
    ]);
  });
});
