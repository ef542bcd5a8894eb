// People whom nobody plays: what they said about AI training, each on a page of their own. Only those
// who said something are on record; about the others there is nothing to know.
import { chance } from '../../app/demo/chance';
import { CROWD } from '../../app/demo/training/people';
import type { Runtime } from '../../lib/runtime/model';
import { introduce, say, type Somebody } from './people';
import type { Saying } from './story';

const PURPOSES = ['train-ai'];

/** Undefined: has not been asked yet. */
function saidBy(id: string): Saying | undefined {
  const said = chance(`train-ai ${id}`, 100);
  if (said < 34) {
    const data = said < 24 ? ['browsing', 'purchases'] : ['browsing'];
    return { type: 'allow', purposes: PURPOSES, channels: ['internal'], data, explicit: true };
  }
  if (said < 46) return { type: 'deny', purposes: PURPOSES, channels: '*', data: '*' };
  return undefined;
}

async function tellOne(runtime: Runtime, id: string, says: Saying): Promise<void> {
  const email = `${id}@crowd.example.jp`;
  const somebody: Somebody = { email, locale: 'ja', identifiers: { data: id } };
  await say(runtime, somebody, await introduce(runtime, somebody), says);
}

/** All at once: their commits are written together. */
export async function tellCrowd(runtime: Runtime): Promise<void> {
  await Promise.all(
    CROWD.map(async ({ id }) => {
      const says = saidBy(id);
      if (says !== undefined) await tellOne(runtime, id, says);
    }),
  );
}
