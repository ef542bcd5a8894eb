import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../lib/catalogue/compile';
import {
  LINES,
  LOCALES,
  PURPOSE_GROUPS,
  STAGES,
  TECHNIQUES,
  type Locale,
} from '../../lib/catalogue/model';
import { noticeDigest, toCatalogue } from '../../lib/catalogue/notice';
import { publishProblems } from '../../lib/catalogue/rules';
import { catalogueContentSchema } from '../../lib/catalogue/schema';
import { pressureProblems, readingProblems } from '../../lib/catalogue/text-rules';
import { defaultCatalogue } from './content';

const compiled = compileCatalogue(toCatalogue(1, 0, defaultCatalogue));
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

interface Row {
  readonly at: string;
  readonly text: Readonly<Record<Locale, object>>;
}
const rows: readonly Row[] = [
  { at: 'notice', text: defaultCatalogue.notice },
  ...LISTS.flatMap((list) =>
    (defaultCatalogue[list] as readonly { key: string; text: Record<Locale, object> }[]).map(
      ({ key, text }) => ({ at: `${list}/${key}`, text }),
    ),
  ),
];
/** Fixed names are exempt as names: `name`, and `neverUsed`, which repeats the names of data. */
function prose(text: object): string[] {
  return Object.entries(text).flatMap(([field, value]: [string, unknown]) =>
    field === 'name' || field === 'neverUsed' ? [] : ([value].flat() as string[]),
  );
}
function keysOf(list: readonly { readonly key: string }[]): string[] {
  return list.map(({ key }) => key);
}
function where(test: (row: (typeof defaultCatalogue.purposes)[number]) => boolean): string[] {
  return keysOf(defaultCatalogue.purposes.filter(test));
}

describe('the default catalogue', () => {
  it('has the shape of a draft and may be published as it stands', () => {
    expect(catalogueContentSchema.parse(defaultCatalogue)).toEqual(defaultCatalogue);
    expect(publishProblems(defaultCatalogue, null)).toEqual([]);
  });

  it('compiles, and has a notice in each language', () => {
    expect(compiled.touchpoints.size).toBe(45);
    const digests = LOCALES.map((locale) => noticeDigest(compiled.catalogue, locale));
    expect(new Set(digests).size).toBe(2);
  });

  it('is complete: every purpose, kind of data, channel, technique, recipient and place', () => {
    const { purposes, data, channels, techniques, recipients, touchpoints } = defaultCatalogue;
    expect(purposes).toHaveLength(20);
    expect(data).toHaveLength(28);
    expect(channels).toHaveLength(14);
    expect(recipients).toHaveLength(6);
    expect(keysOf(techniques)).toEqual([...TECHNIQUES]);
    expect(touchpoints.filter(({ purposes: why }) => !why.includes('service'))).toHaveLength(42);
    expect(keysOf(touchpoints.filter(({ purposes: why }) => why.includes('service')))).toEqual([
      'points',
      'order-mail',
      'order-enquiry',
    ]);
    expect(keysOf(defaultCatalogue.lines)).toEqual([...LINES]);
    expect(keysOf(defaultCatalogue.purposeGroups)).toEqual([...PURPOSE_GROUPS]);
    expect(keysOf(defaultCatalogue.stages)).toEqual([...STAGES]);
  });

  it('marks what is explicit, contact, shared, objected to or part of the service', () => {
    expect(where((row) => row.explicit)).toEqual(['infer-emotion', 'skin-care', 'train-ai']);
    expect(where((row) => row.contact)).toEqual(['receive']);
    expect(where((row) => row.sharesForAds)).toEqual(['advertise']);
    expect(where((row) => row.basis === 'contract')).toEqual(['service']);
    expect(where((row) => row.basis === 'legitimate_interest')).toEqual([
      'recommend-collective',
      'count-me-in',
      'press',
    ]);
    const sensitive = defaultCatalogue.data.filter((row) => row.sensitive);
    expect(keysOf(sensitive)).toEqual(['life-events', 'skin-photos', 'skin-analysis', 'dna']);
  });

  it('stands along each line in the order of the journey, and purposes in the order of their groups', () => {
    const places = defaultCatalogue.touchpoints.map((row) => {
      const line = compiled.channels.get(row.channel)?.line;
      return LINES.findIndex((key) => key === line) * 10 + STAGES.indexOf(row.stage);
    });
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const groups = defaultCatalogue.purposes.map((row) => PURPOSE_GROUPS.indexOf(row.group));
    expect(groups).toEqual([...groups].sort((a, b) => a - b));
  });

  it('names a receiver outside wherever data leaves the company, and the company everywhere', () => {
    for (const { touchpoint } of compiled.touchpoints.values()) {
      const { key, channel, technique, recipients } = touchpoint;
      expect(recipients[0], key).toBe('self');
      const sent = ['mail', 'push', 'sms', 'line'].includes(channel);
      expect(recipients.includes('delivery-provider'), key).toBe(sent);
      expect(recipients.includes('ad-provider'), key).toBe(['ads', 'social'].includes(channel));
      const ai = technique === 'generative-ai' || key === 'model-training';
      expect(recipients.includes('ai-provider'), key).toBe(ai);
      expect(recipients.includes('group'), key).toBe(['member-cards', 'store-bonus'].includes(key));
      expect(recipients.includes('statistics-partner'), key).toBe(key === 'trend-count');
    }
  });

  it('gives every channel to the one system that runs it', () => {
    const owners: Record<string, string[]> = {};
    for (const { system, channel } of defaultCatalogue.touchpoints) {
      owners[system] = [...new Set([...(owners[system] ?? []), channel])].sort();
    }
    expect(owners).toEqual({
      shop: ['search', 'video', 'web'],
      app: ['app', 'push'],
      mailer: ['line', 'mail', 'post', 'sms'],
      adtech: ['ads', 'social'],
      store: ['store'],
      contact: ['contact'],
      data: ['internal'],
    });
  });

  it('uses every purpose and every recipient at some live place', () => {
    expect([...compiled.usedCells.keys()].sort()).toEqual(keysOf(defaultCatalogue.purposes).sort());
    const receiving = new Set(defaultCatalogue.touchpoints.flatMap((row) => row.recipients));
    expect([...receiving].sort()).toEqual(keysOf(defaultCatalogue.recipients).sort());
  });

  it('says “never used” only of data the gate refuses at that place', () => {
    for (const locale of LOCALES) {
      const byName = new Map(defaultCatalogue.data.map((row) => [row.text[locale].name, row.key]));
      for (const { touchpoint, dataIndex } of compiled.touchpoints.values()) {
        const { neverUsed } = touchpoint.text[locale];
        expect(neverUsed.length, touchpoint.key).toBeGreaterThanOrEqual(2);
        expect(neverUsed.length, touchpoint.key).toBeLessThanOrEqual(3);
        for (const name of neverUsed) {
          const key = byName.get(name);
          expect(key, name).toBeDefined();
          expect(dataIndex.has(key ?? ''), `${touchpoint.key}: ${name}`).toBe(false);
        }
      }
    }
  });

  it('says one to three things that stop and that still work, as many in each language', () => {
    for (const { key, text } of defaultCatalogue.purposes) {
      for (const field of ['stops', 'continues'] as const) {
        expect(text.ja[field].length, key).toBe(text.en[field].length);
        expect([1, 2, 3], key).toContain(text.ja[field].length);
      }
    }
    for (const { key, text } of defaultCatalogue.recipients) {
      expect(text.ja.items.length, key).toBe(text.en.items.length);
    }
  });

  it('says that AI is AI, that it may not forget, and what is seen and inferred', () => {
    for (const locale of LOCALES) {
      expect(compiled.purposes.get('assist')?.text[locale].summary).toMatch(/[「“]AI[」”]/u);
      for (const { touchpoint } of compiled.touchpoints.values()) {
        if (touchpoint.technique !== 'generative-ai') continue;
        expect(touchpoint.text[locale].with, touchpoint.key).toMatch(/[「“][^」”]*AI/u);
      }
    }
    expect(compiled.purposes.get('train-ai')?.text.ja.summary).toContain('消せないことがあります');
    expect(compiled.purposes.get('train-ai')?.text.en.summary).toContain('may stay in it');
    expect(compiled.purposes.get('infer-emotion')?.text.ja.summary).toContain('見るのは文面だけ');
  });

  it('gives no two rows of a list the same name in a language', () => {
    for (const list of LISTS) {
      for (const locale of LOCALES) {
        const names = (
          defaultCatalogue[list] as readonly { text: Record<Locale, { name: string }> }[]
        ).map(({ text }) => text[locale].name);
        expect(new Set(names).size, `${list} ${locale}`).toBe(names.length);
      }
    }
  });
});

describe.each(LOCALES)('every text in %s', (locale) => {
  it('is easy to read', () => {
    const problems = rows.flatMap(({ at, text }) =>
      readingProblems(locale, prose(text[locale])).map((problem) => `${at}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('pushes nobody', () => {
    const problems = rows.flatMap(({ at, text }) =>
      (Object.values(text[locale]).flat() as string[]).flatMap((words) =>
        pressureProblems(locale, words).map((problem) => `${at}: ${problem}`),
      ),
    );
    expect(problems).toEqual([]);
  });

  it('has the same fields as in the other language', () => {
    for (const { at, text } of rows) {
      expect(Object.keys(text[locale]).sort(), at).toEqual(Object.keys(text.ja).sort());
    }
  });
});
