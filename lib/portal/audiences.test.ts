// What a person reads about the audiences they were in: theirs alone, in the words of their language.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { subjectBytes } from '../../db/audience-marks';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { PersonPrincipal } from '../identity/model';
import { sealWords } from '../record/audience-words';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { audiencesFor } from './audiences';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

async function person(id: string): Promise<PersonPrincipal> {
  const about = { identifier: { system: 'shop', id } };
  const actor = deploymentPrincipal();
  const outcome = await temporary.runtime.commit({ actor, about, events: [] });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('no subject');
  return mint<PersonPrincipal>({ kind: 'person', subject: outcome.subject, sessionId: 's' });
}

it('audiences are read by who was in them, with the place in their language', async () => {
  const { runtime } = temporary;
  const { store, vault, clock } = runtime;
  const compiled = runtime.catalogues.current();
  const [one, two] = [await person('one'), await person('two')];
  const [place] = compiled.touchpoints.values();
  const touchpoint = place?.touchpoint.key ?? '';
  const words = { campaign: '冬のセール', segment: '東京・30代' };
  const row = { id: 'evt_a', system: 'shop', touchpoint, atMs: clock.now() };
  await store.putAudience({ ...row, sealed: sealWords(vault, words) });
  await store.addAudiencePart({
    ...{ audience: row.id, part: 0, subjects: subjectBytes([one.subject]) },
    asked: { touchpoint, day: '2026-07-01', count: 1 },
  });
  for (const locale of ['ja', 'en'] as const) {
    expect(await audiencesFor(runtime, one, compiled, locale)).toEqual([
      { ...row, ...words, place: place?.touchpoint.text[locale].name },
    ]);
  }
  expect(await audiencesFor(runtime, two, compiled, 'ja')).toEqual([]);
});
