import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { catalogueBytes, noticeBytes } from '../catalogue/notice';
import type { CatalogueContent } from '../catalogue/model';
import { deploymentPrincipal } from '../identity/deployment';
import { documentDigest } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { publishCatalogue } from './publish';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

const publish = (content: CatalogueContent) =>
  publishCatalogue(temporary.runtime, deploymentPrincipal(), content);

describe('publishing a catalogue', () => {
  it('announces the document and each notice: their digests are the leaves', async () => {
    const { store, catalogues } = temporary.runtime;
    const { catalogue } = catalogues.current();
    const documents = [catalogueBytes(1, catalogue), noticeBytes(catalogue, 'ja')];
    documents.push(noticeBytes(catalogue, 'en'));
    const log = await store.searchLog({ order: 'oldest', limit: 3 });
    expect(log.map(({ kind }) => kind)).toEqual(['catalogue', 'notice', 'notice']);
    expect(log.map(({ entry }) => parseEntry(entry).d)).toEqual(documents.map(documentDigest));
  });

  it('refuses content that breaks a rule, with every breach, and writes nothing', async () => {
    const { store } = temporary.runtime;
    const before = await store.head();
    const [first, ...others] = defaultCatalogue.touchpoints;
    if (first === undefined) throw new Error('the default catalogue has touchpoints');
    const broken = { ...first, purposes: ['no-such-purpose'], channel: 'no-such-channel' };
    const outcome = await publish({ ...defaultCatalogue, touchpoints: [broken, ...others] });
    if (outcome.ok || !('problems' in outcome))
      throw new Error('it was not refused for its content');
    expect(outcome.problems.length).toBeGreaterThanOrEqual(2);
    expect((await store.head()).seq).toBe(before.seq);
    expect(await store.newestCatalogueVersion()).toBe(1);
  });

  it('of two that publish at once one gets the next version, and the other is told', async () => {
    const outcomes = await Promise.all([publish(defaultCatalogue), publish(defaultCatalogue)]);
    const versions = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.version] : []));
    expect(versions[0]).toBe(2);
    const newest = await temporary.runtime.store.newestCatalogueVersion();
    expect(newest).toBe(Math.max(...versions));
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.reason).toBe('conflict');
  });

  it('is in force at once, and what did not change keeps its material version', () => {
    const { version, touchpoints } = temporary.runtime.catalogues.current().catalogue;
    expect(version).toBeGreaterThanOrEqual(2);
    expect(new Set(touchpoints.map(({ materialVersion }) => materialVersion))).toEqual(
      new Set([1]),
    );
  });
});
