// What a person reads about the audiences they were in: theirs alone, in the words of their language.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeList } from '../asking/audience/kept-lists';
import { deny, newPerson, officerWith, say } from '../evidence/log.test-support';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { audiencesFor } from './audiences';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

describe('audiences a person was in', () => {
  it('are theirs alone, with the place in their language', async () => {
    const { runtime } = temporary;
    const compiled = runtime.catalogues.current();
    // A place where nobody needs to have said yes.
    const touchpoint = [...compiled.touchpoints.values()].find(
      (place) => place.contractOnly && place.touchpoint.status === 'live',
    )?.touchpoint;
    if (touchpoint === undefined) throw new Error('no such place');
    const { key, system, text } = touchpoint;
    const [one, two] = [
      await newPerson(runtime, { system, id: 'one' }),
      await newPerson(runtime, { system, id: 'two' }),
    ];
    await say(runtime, one, [deny('*', 'portal')]);
    const plan = { touchpoint: key, campaign: '冬のセール', segment: '東京・30代' };
    const made = await makeList(runtime, officerWith(['author']), { ...plan, people: 'one\nx' });
    expect(made.ok).toBe(true);
    for (const locale of ['ja', 'en'] as const) {
      expect(await audiencesFor(runtime, one, compiled, locale)).toMatchObject([
        { ...plan, system, place: text[locale].name },
      ]);
    }
    expect(await audiencesFor(runtime, two, compiled, 'ja')).toEqual([]);
  });
});
