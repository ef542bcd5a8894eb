// The edges of blocks, slices and rooms: nobody is lost there, nobody comes twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectBytes } from '../../../db/audience-marks';
import { allow, newPerson, officerWith, say } from '../../evidence/log.test-support';
import { newId } from '../../ids';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import { openAudience } from './audience';
import { MOST } from './block';
import { Members } from './members';
import { recordAudience } from './record';

const [system, touchpoint] = ['shop', 'shop-for-you'];
const PEOPLE = 1_203;
const EDGES = [0, 399, 400, 499, 500, 501, 999, 1_000, 1_023, 1_024, PEOPLE - 1];
const id = (number: number) => `member-of-the-shop-${String(number)}`;
const allowed = Array.from({ length: PEOPLE }, (_, number) => number).filter(
  (number) => EDGES.includes(number) || number % 97 === 0,
);

let temporary: TemporaryRuntime;
const subjects: string[] = [];
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  for (const number of allowed) {
    const person = await newPerson(temporary.runtime, { system, id: id(number) });
    await say(temporary.runtime, person, [allow('recommend', 'web')]);
    subjects.push(person.subject);
  }
});
afterAll(() => temporary.dispose());

const newAudience = () => {
  const plan = { touchpoint, campaign: 'c', segment: 's', system };
  return recordAudience(temporary.runtime, officerWith(['author']), plan);
};
const audiencesOf = async (subject: string) =>
  (await temporary.runtime.store.audiencesOf([subject], 0, 100)).map((row) => row.id);

describe('an audience', () => {
  it.each([MOST, 400, 7])(
    'of blocks of %s is whole, in order, each once, and so is who was in it',
    async (most) => {
      const { runtime } = temporary;
      const named = await newAudience();
      const question = { touchpoint, data: [], system, audience: named };
      const audience = openAudience(runtime, question, most);
      const taken: string[] = [];
      const judge = async (): Promise<void> => {
        const judged = audience.judge((names, from, to) =>
          taken.push(names.toString('utf8', from, to)),
        );
        while (!(await judged.next()).done);
      };
      const room = Buffer.alloc(100);
      for (let number = 0; number < PEOPLE; number += 1) {
        if (audience.full) await judge();
        const line = `"${id(number)}"`;
        if (number % 2 === 0) audience.name({ system, id: id(number) }, line);
        else audience.nameQuoted(room, 3, room.write(line, 3) + 3);
        // Named once more, also in a later block: the same person.
        if (number % 3 === 0) audience.name({ system, id: id(number) }, line);
        if (number % 6 === 0) audience.name({ system, id: id(0) }, line);
      }
      await judge();
      await audience.end();
      expect(taken).toEqual(allowed.map((number) => `"${id(number)}"`));
      expect(audience.totals()).toMatchObject({
        ...{ people: PEOPLE, permitted: allowed.length, not: PEOPLE - allowed.length },
        duplicates: Math.ceil(PEOPLE / 3) + Math.ceil(PEOPLE / 6),
        reasons: { allowed: allowed.length, never_asked: PEOPLE - allowed.length },
      });
      for (const subject of subjects) expect(await audiencesOf(subject)).toContain(named);
    },
  );

  it('is written down in parts without a gap between them', async () => {
    const named = await newAudience();
    const people = Array.from({ length: 2_500 }, () => newId('sub'));
    const bytes = subjectBytes(people);
    const members = new Members(temporary.runtime, named, touchpoint);
    members.begin(people.length);
    for (let at = 0; at < people.length; at += 1) {
      members.add(bytes, at * (bytes.length / people.length));
      if (at % 100 === 0) await members.settle(1_100);
    }
    await members.end();
    for (const subject of people.filter((_, at) => at % 50 === 0 || at % 100 === 1)) {
      expect(await audiencesOf(subject)).toEqual([named]);
    }
    expect(await audiencesOf(newId('sub'))).toEqual([]);
  });
});
