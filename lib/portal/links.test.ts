import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal, type SystemPrincipal } from '../identity/model';
import { linkByCode, linkOwn } from '../record/links';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { endLink, linkViews, openCode, sealNewCode } from './links';

let opened: TemporaryRuntime;
let nowMs = Date.parse('2026-11-21T00:00:00Z');
beforeAll(async () => {
  opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
});
afterAll(() => opened.dispose());

const key = mint<SystemPrincipal>({
  ...{ kind: 'system', system: 'shop', keyId: 'k', test: false },
  ...{ scopes: ['identify'], touchpoints: ['*'] },
});
async function known(system: string, id: string): Promise<string> {
  const about = { identifier: { system, id } };
  const made = await opened.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  return (made.ok && made.subject) || '';
}
async function person(name: string): Promise<PersonPrincipal> {
  const subject = await known(MAIL_SYSTEM, `${name}@example.org`);
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
}

it('a person sees what is linked with them, ends it, and nobody else does', async () => {
  const { runtime } = opened;
  const [me, other] = [await person('me'), await person('other')];
  const [card, second] = [await known('shop', 'card'), await known('shop', 'second')];
  const sealed = await sealNewCode(runtime, me);
  const { code = '' } = openCode(runtime, me, sealed) ?? {};
  await linkByCode(runtime, key, { subject: card, code });
  await linkOwn(runtime, key, { subject: me.subject, other: second });
  const views = await linkViews(runtime, me);
  expect(views.map(({ systems, confirmed }) => [systems, confirmed])).toEqual([
    [['shop'], true],
    [['shop'], false],
  ]);
  expect(JSON.stringify(views)).not.toMatch(/sub_|h1_/);
  expect(await linkViews(runtime, other)).toEqual([]);

  for (const { tag } of views) {
    expect(await endLink(runtime, other, tag)).toMatchObject({ ok: false, reason: 'not_found' });
    expect((await endLink(runtime, me, tag)).ok).toBe(true);
    expect(await endLink(runtime, me, tag)).toMatchObject({ ok: false, reason: 'not_found' });
  }
  expect(await linkViews(runtime, me)).toEqual([]);
});

it('a code is shown to the person it is of alone, and no longer than it is good', async () => {
  const { runtime } = opened;
  const [me, other] = [await person('me'), await person('other')];
  const sealed = await sealNewCode(runtime, me);
  expect(openCode(runtime, me, sealed)?.code).toMatch(/^\w{5}-\w{5}$/);
  expect(openCode(runtime, other, sealed)).toBeUndefined();
  expect(openCode(runtime, me, `${sealed.slice(0, -4)}AAAA`)).toBeUndefined();
  expect(openCode(runtime, me, undefined)).toBeUndefined();
  nowMs += 15 * 60_000;
  expect(openCode(runtime, me, sealed)).toBeUndefined();
});
