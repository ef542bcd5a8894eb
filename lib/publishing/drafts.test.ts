// A draft is laid down, counted, looked at and published as it was looked at – or not at all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { compileCatalogue } from '../catalogue/compile';
import type { CatalogueContent } from '../catalogue/model';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import {
  MAIL_SYSTEM,
  type OfficerPrincipal,
  type PersonPrincipal,
  type Role,
} from '../identity/model';
import { commitAct } from '../portal/commands';
import type { Act } from '../portal/form-schema';
import { renewalsOf } from '../portal/renewal';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { workOnDraft } from './count-draft';
import { findDraft, layDownDraft, listDrafts } from './drafts';
import { EXAMPLES, previewOf } from './preview';
import { publishDraft } from './publish-draft';

let opened: TemporaryRuntime;
/** The one that is counted, looked at and published. */
let looked = '';
beforeAll(async () => {
  opened = await openTemporaryRuntime();
});
afterAll(() => opened.dispose());

function officer(name: string, ...roles: Role[]): OfficerPrincipal {
  return mint<OfficerPrincipal>({ kind: 'officer', officer: name, roles, sessionId: name });
}
const author = officer('off_author', 'author', 'approver');
const approver = officer('off_approver', 'approver');

async function says(name: string, ...acts: readonly Record<string, string>[]): Promise<void> {
  const { runtime } = opened;
  const identifier = { system: MAIL_SYSTEM, id: `${name}@example.test` };
  const actor = deploymentPrincipal();
  const made = await runtime.commit({ actor, about: { identifier }, events: [] });
  if (!made.ok || made.subject === undefined) throw new Error('nobody was made');
  const person = mint<PersonPrincipal>({ kind: 'person', subject: made.subject, sessionId: 's' });
  for (const [at, act] of acts.entries()) {
    const once = `${name}-${String(at)}`.padEnd(22, '0');
    const said = { ...act, once, version: runtime.catalogues.current().version } as unknown as Act;
    const outcome = await commitAct(runtime, person, said, 'en');
    if (!outcome.ok) throw new Error(outcome.reason);
  }
}

/** `shop-for-you` may use more; `app-brand-feed` is no longer there. */
function changed(): CatalogueContent {
  const touchpoints = defaultCatalogue.touchpoints.map((place) => {
    if (place.key === 'shop-for-you') return { ...place, mayUse: [...place.mayUse, 'lifestyle'] };
    return place.key === 'app-brand-feed' ? { ...place, status: 'retired' as const } : place;
  });
  return { ...defaultCatalogue, touchpoints };
}
const layDown = (content: unknown, name = 'next.json') =>
  layDownDraft(opened.runtime, author, {
    name,
    text: typeof content === 'string' ? content : JSON.stringify(content),
  });
const found = async (id: string) => {
  const draft = await findDraft(opened.runtime, approver, id);
  if (draft === undefined) throw new Error('there is no draft');
  return draft;
};
const publish = async (id: string, digest?: string, by = approver) =>
  publishDraft(opened.runtime, by, id, digest ?? (await found(id)).catalogue?.digest ?? '');

describe('a draft', () => {
  it('with something to mend is kept, says what by field, and is never published', async () => {
    const notJson = await found(await layDown('{"notice":'));
    expect(notJson.problems).toMatchObject([{ path: '' }]);
    const [first, ...others] = defaultCatalogue.touchpoints;
    const strange = await found(
      await layDown({ ...defaultCatalogue, touchpoints: [{ ...first, colour: 'red' }, ...others] }),
    );
    expect(strange.problems.map(({ path }) => path)).toEqual(['/touchpoints/0']);
    const broken = { ...first, purposes: ['no-such-purpose'] };
    const ruled = await layDown({ ...defaultCatalogue, touchpoints: [broken, ...others] });
    expect((await found(ruled)).problems[0]?.path).toContain('/touchpoints/0');
    expect((await found(ruled)).standing).toEqual({ kind: 'problems' });
    expect(await publish(ruled, '')).toEqual({ ok: false, reason: 'not_ready' });
    expect(await workOnDraft(opened.runtime, 'w', () => true)).toBe(false);
  });

  it('counts each person once a line, by what systems would be told', async () => {
    const shop = { act: 'allow-place', touchpoint: 'shop-for-you' };
    const app = { act: 'allow-place', touchpoint: 'app-brand-feed' };
    await says('both', shop, app);
    await says('shop', shop);
    await says('stopped', shop, { act: 'stop' });
    await says('elsewhere', { act: 'allow-purpose', purpose: 'search' });
    await says('nothing');
    const id = await layDown(changed());
    looked = id;
    expect((await found(id)).standing).toEqual({ kind: 'counting', done: 0, total: 0 });
    expect(await publish(id)).toEqual({ ok: false, reason: 'not_ready' });
    expect(await workOnDraft(opened.runtime, 'w', () => true)).toBe(true);
    const { standing } = await found(id);
    expect(standing).toEqual({
      kind: 'ready',
      affected: {
        ...{ people: 4, askedAgain: 2, ending: 1, staying: 2 },
        places: { 'shop-for-you': 2, 'app-brand-feed': 1 },
      },
    });
  });

  it('is read as each of four people by the views of the portal', async () => {
    const draft = (await found(looked)).catalogue;
    if (draft === null) throw new Error('there is no draft');
    const now = opened.runtime.catalogues.current();
    const seen = EXAMPLES.map((example) => previewOf(draft, now, example, 'en', 1e12));
    expect(seen.map(({ principal }) => principal.kind)).toEqual([
      ...['anonymous', 'person', 'person', 'person'],
    ]);
    const asked = seen.map(({ reading }) =>
      renewalsOf(reading.compiled, reading.state, reading.nowMs).map(({ purpose }) => purpose.key),
    );
    expect(asked).toEqual([[], [], ['recommend'], []]);
    const status = seen.map(
      ({ reading }) =>
        reading.stations?.find(({ touchpoint }) => touchpoint === 'shop-for-you')?.status,
    );
    expect(status).toEqual([undefined, 'same_for_all', 'confirm_again', 'same_for_all']);
  });

  it('is published by somebody else, as it was looked at, and stands in force as it was shown', async () => {
    const { id, catalogue } = await found(looked);
    const { seq } = await opened.runtime.store.head();
    expect(await publish(id, undefined, author)).toEqual({ ok: false, reason: 'own_or_role' });
    expect(await publish(id, 'another')).toEqual({ ok: false, reason: 'changed' });
    await expect(publish(id, undefined, officer('x', 'admin'))).rejects.toThrow();
    expect((await opened.runtime.store.head()).seq).toBe(seq);
    const twin = await layDown(changed(), 'twin.json');
    expect((await listDrafts(opened.runtime, approver)).map((one) => one.id)).toContain(twin);

    expect(await publish(id)).toMatchObject({ ok: true, version: 2 });
    const now = opened.runtime.catalogues.current();
    if (catalogue === null) throw new Error('there is no draft');
    expect(now.catalogue.digest).toBe(catalogue.digest);
    const { publishedAtMs } = now.catalogue;
    expect(now).toEqual(compileCatalogue({ ...catalogue, publishedAtMs }));
    expect((await found(id)).standing).toEqual({ kind: 'published' });
    expect(await publish(id)).toEqual({ ok: false, reason: 'changed' });
  });

  it('that was laid down before another was published is overtaken', async () => {
    const before = await layDown({
      ...defaultCatalogue,
      ...{ touchpoints: changed().touchpoints },
    });
    const first = await layDown(defaultCatalogue);
    while (await workOnDraft(opened.runtime, 'w', () => true));
    expect(await publish(first)).toMatchObject({ ok: true, version: 3 });
    expect((await found(before)).standing).toEqual({ kind: 'overtaken' });
    expect(await publish(before)).toEqual({ ok: false, reason: 'changed' });
  });
});
