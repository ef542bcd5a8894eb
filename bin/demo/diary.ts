// One ordinary day of one invented person: how often each system asked, and what it then showed.
// What was answered is what `decide` says on that day, so that the story holds under replay.
import { chance } from '../../app/demo/chance';
import { historyOf } from '../../app/demo/shop/history';
import { exposed } from '../../app/demo/shop/slots/exposed';
import { guessed } from '../../app/demo/shop/slots/slot';
import type { Persona } from '../../app/demo/personas';
import type { TallyWrite } from '../../db/port';
import type { CompiledCatalogue, CompiledTouchpoint } from '../../lib/catalogue/compile';
import { stationStates, type StationState } from '../../lib/decision/stations';
import { AppError } from '../../lib/errors';
import { sealForSubject } from '../../lib/record/personal';
import type { Runtime } from '../../lib/runtime/model';
import type { ExposureReason } from '../../sdk/src/contract';
import type { Introduced } from './people';

/** Places a person meets often are asked about often. */
const BUSY: Readonly<Record<string, number>> = {
  'home-hero': 5,
  'shop-for-you': 5,
  'shop-also-bought': 7,
  'site-search': 4,
  'retargeting-ads': 9,
  'keyword-ads': 6,
  'social-ads': 5,
};
const SHOWN_OF_TEN = 6;
const GUESSED = 'interests-guessed';
/** None of them writes for a newspaper. */
const FOR_OTHERS: readonly string[] = ['press-letter'];
/** Places of the shop that the demo really shows. */
const SHOP_PLACES: readonly string[] = ['newsletter', 'cart-reminder', ...Object.keys(BUSY)];

function asked(persona: Persona, touchpoint: string, daysAgo: number): number {
  const busy = BUSY[touchpoint] ?? 1;
  const about = `asked ${persona.key} ${touchpoint} ${String(daysAgo)}`;
  return busy === 1 ? (chance(about, 3) === 0 ? 1 : 0) : chance(about, busy + 1);
}

/** Permitted places that stay unused, so that the map shows those too. */
function neverShown(persona: Persona, touchpoint: string): boolean {
  return (
    !SHOP_PLACES.includes(touchpoint) && chance(`unused ${persona.key} ${touchpoint}`, 4) === 0
  );
}

/** What a place without a content of its own in the demo says it went by: what was guessed first. */
function plainReasons(
  catalogue: CompiledCatalogue,
  persona: Persona,
  state: StationState,
): ExposureReason[] {
  if (state.permitted.length === 0) {
    const words = { ja: 'みなさんの傾向をもとにしたため', en: 'Based on what everyone does' };
    return [{ kind: 'collective', words }];
  }
  const [liking] = historyOf(persona.key)[GUESSED];
  const guess = state.permitted.includes(GUESSED) && liking !== undefined ? [guessed(liking)] : [];
  const others = state.permitted.filter((data) => guess.length === 0 || data !== GUESSED);
  const rest = others.slice(0, 3 - guess.length).flatMap((data) => {
    const text = catalogue.data.get(data)?.text;
    if (text === undefined) return [];
    const words = { ja: `「${text.ja.name}」をもとにしたため`, en: `Based on: ${text.en.name}` };
    return [{ kind: 'data' as const, data, words }];
  });
  return [...guess, ...rest];
}

async function show(
  runtime: Runtime,
  persona: Persona,
  subject: string,
  state: StationState,
): Promise<void> {
  const { touchpoint, permitted } = state;
  const atMs = runtime.clock.now();
  const because =
    exposed(touchpoint, historyOf(persona.key), permitted) ??
    plainReasons(runtime.catalogues.current(), persona, state);
  const name = `${persona.key} ${touchpoint} ${String(atMs)}`;
  const id = `exp_${Buffer.from(runtime.vault.mac('exposure', name)).toString('base64url').slice(0, 22)}`;
  const sealed = await sealForSubject(runtime, subject, id, because);
  const row = { id, subject, touchpoint, atMs, receivedAtMs: atMs, decisionId: null, sealed };
  await runtime.store.putExposure(row);
}

export async function liveDay(
  runtime: Runtime,
  persona: Persona,
  { person, known }: Introduced,
  daysAgo: number,
): Promise<void> {
  const { store, catalogues, clock } = runtime;
  await runtime.subjects.fresh();
  const found = await runtime.subjects.bySubject(person.subject);
  if (found === undefined) throw new AppError('not_found', 'a persona is not on record');
  const catalogue = catalogues.current();
  const nowMs = clock.now();
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const tallies: TallyWrite[] = [];
  for (const state of stationStates(catalogue, found.state, [], nowMs)) {
    const place: CompiledTouchpoint | undefined = catalogue.touchpoints.get(state.touchpoint);
    const count = asked(persona, state.touchpoint, daysAgo);
    if (place === undefined || place.contractOnly || count === 0) continue;
    if (FOR_OTHERS.includes(state.touchpoint)) continue;
    const { touchpoint, verdict } = state;
    const subject = known[place.touchpoint.system] ?? person.subject;
    tallies.push({ subject, touchpoint, day, outcome: verdict.reason, count });
    const shows =
      verdict.decision &&
      daysAgo <= 10 &&
      !neverShown(persona, touchpoint) &&
      chance(`shown ${persona.key} ${touchpoint} ${String(daysAgo)}`, 10) < SHOWN_OF_TEN;
    if (shows) await show(runtime, persona, subject, state);
  }
  if (tallies.length > 0) await store.addTallies(tallies);
}
