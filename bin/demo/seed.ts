// Tells the demo's story in an empty database: with a clock of its own, from seventy days ago to
// now, through the same doors as everyone else. Begins before the catalogue is published, since
// the times of the ledger never go back.
import { chance } from '../../app/demo/chance';
import { PERSONAS, type Persona } from '../../app/demo/personas';
import type { CatalogueContent } from '../../lib/catalogue/model';
import type { Env } from '../../lib/env';
import { AppError } from '../../lib/errors';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import type { Log } from '../../lib/log';
import { publishCatalogue } from '../../lib/publishing/publish';
import { openRuntime } from '../../lib/runtime/open';
import type { Runtime } from '../../lib/runtime/model';
import { tellCrowd } from './crowd';
import { liveDay } from './diary';
import { movingClock, type MovingClock } from './moving-clock';
import { introduce, tell, type Cast, type Introduced } from './people';
import { STORY, type Step } from './story';
import { makeKeys, makeOfficers, writeKeys } from './systems';

const FIRST_DAY = 70;
const DIARY_DAYS = 14;
/** Nobody taps at night: from nine in the morning to eight in the evening. */
const MORNING_MINUTE = 9 * 60;
const DAYTIME_MINUTES = 11 * 60;
/** When the day is looked back on: after all that was said in it. */
const EVENING_MINUTE = 20 * 60 + 15;

interface Scene {
  readonly daysAgo: number;
  readonly minute: number;
  play(told: Told): Promise<void>;
}
interface Told {
  readonly cast: Cast;
  readonly introduced: Map<Persona['key'], Introduced>;
}

function knownIn({ introduced }: Told, persona: Persona): Introduced {
  const found = introduced.get(persona.key);
  if (found === undefined) throw new AppError('internal', 'a persona speaks before arriving');
  return found;
}

async function arrive({ cast, introduced }: Told, persona: Persona): Promise<void> {
  introduced.set(persona.key, await introduce(cast.runtime, persona));
}

function minuteOf(persona: Persona, daysAgo: number): number {
  return MORNING_MINUTE + chance(`minute ${persona.key} ${String(daysAgo)}`, DAYTIME_MINUTES);
}

/** Said to a system before the person ever signed in: known to that system alone. */
async function playStep(told: Told, persona: Persona, step: Step): Promise<void> {
  if (step.by !== undefined) return tell(told.cast, persona, undefined, step);
  return tell(told.cast, persona, knownIn(told, persona), step);
}

function scenesOf(persona: Persona): readonly Scene[] {
  const { arrivesDaysAgo, steps } = STORY[persona.key];
  const arrival: Scene = {
    daysAgo: arrivesDaysAgo,
    minute: minuteOf(persona, arrivesDaysAgo) - 1,
    play: (told) => arrive(told, persona),
  };
  const said = steps.map((step): Scene => ({
    daysAgo: step.daysAgo,
    minute: minuteOf(persona, step.daysAgo),
    play: (told) => playStep(told, persona, step),
  }));
  const days = Array.from(
    { length: Math.min(DIARY_DAYS, arrivesDaysAgo) },
    (_, index) => index + 1,
  );
  const lived = days.map((daysAgo): Scene => ({
    daysAgo,
    minute: EVENING_MINUTE,
    play: (told) => liveDay(told.cast.runtime, persona, knownIn(told, persona), daysAgo),
  }));
  return [arrival, ...said, ...lived];
}

const CROWD_SCENE: Scene = {
  daysAgo: 35,
  minute: MORNING_MINUTE,
  play: ({ cast }) => tellCrowd(cast.runtime),
};

async function publish(runtime: Runtime, content: CatalogueContent): Promise<void> {
  const outcome = await publishCatalogue(runtime, deploymentPrincipal(), content);
  if (!outcome.ok) throw new AppError('internal', `the catalogue was refused: ${outcome.reason}`);
}

async function tellAll(runtime: Runtime, clock: MovingClock): Promise<Record<string, string>> {
  const officer = await makeOfficers(runtime);
  const keys = await makeKeys(runtime);
  const told: Told = { cast: { runtime, officer, keys }, introduced: new Map() };
  const scenes = [CROWD_SCENE, ...PERSONAS.flatMap(scenesOf)].sort(
    (a, b) => b.daysAgo - a.daysAgo || a.minute - b.minute,
  );
  for (const scene of scenes) {
    clock.moveTo(scene.daysAgo, scene.minute);
    await scene.play(told);
  }
  clock.moveToPresent();
  return keys;
}

/** The database must be empty. What was told stays when it breaks off; the keys come last. */
export async function seedDemo(
  env: Env,
  content: CatalogueContent,
  presentMs: number,
  log: Log,
): Promise<number> {
  const clock = movingClock(presentMs);
  clock.moveTo(FIRST_DAY, MORNING_MINUTE);
  const runtime = await openRuntime(env, { clock, log });
  try {
    await publish(runtime, content);
    writeKeys(env.dataDir, await tellAll(runtime, clock));
  } finally {
    await runtime.close();
  }
  return PERSONAS.length;
}
