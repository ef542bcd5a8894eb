/**
 * The shop asks before it personalises: through the SDK, over HTTP, with the key of the system
 * that owns the place. One question for all places of a page and system; no answer in 50 ms is a no.
 */
import { after } from 'next/server';
import type { Decision } from '../../../sdk/src/answer';
import { createClient, type Client } from '../../../sdk/src/client';
import type { Fetch } from '../../../sdk/src/exchange';
import type { DemoSystem, Persona } from '../personas';
import { UNDERSTOOD } from './grant';
import { OTHERWISE, PLACES, type Place } from './places';
import { shopSettings } from './settings';
import type { Because } from './slots/slot';
import { remember } from './trace';

export type Answers = ReadonlyMap<Place, Decision>;

const BUDGET_MS = 50;
/** A late answer is a no; within this the page asks again. Shop and policy API share a process here. */
const PAGE_BUDGET_MS = 1500;

/** Keeps what went over the wire, in both directions; never the headers, where the key is. */
function noting(customer: Persona, system: DemoSystem): Fetch {
  return async (url, init) => {
    const atMs = Date.now();
    const startedMs = performance.now();
    const note = (status: number | null, answer: string): void => {
      remember({
        ...{ customer: customer.key, atMs, system, status, answer },
        method: init.method ?? 'GET',
        path: new URL(url).pathname,
        question: typeof init.body === 'string' ? init.body : '',
        tookMs: Math.round(performance.now() - startedMs),
      });
    };
    try {
      const response = await fetch(url, { ...init, cache: 'no-store' });
      const text = await response.text();
      note(response.status, text);
      return new Response(text, { status: response.status });
    } catch (error) {
      note(null, '');
      throw error;
    }
  };
}

function clientOf(customer: Persona, system: DemoSystem): Client | undefined {
  const settings = shopSettings();
  const key = settings?.keys[system];
  if (settings === undefined || key === undefined) return undefined;
  return createClient({
    origin: settings.origin,
    key,
    timeoutMs: BUDGET_MS,
    fetch: noting(customer, system),
    understands: UNDERSTOOD,
    otherwise: OTHERWISE,
  });
}

function withoutKey(place: Place): Decision {
  const otherwise = place in OTHERWISE ? 'generic' : 'nothing';
  return { decision: false, reason: 'unavailable', cause: 'no_key', otherwise };
}

function isLate(answer: Decision): boolean {
  return 'cause' in answer && answer.cause === 'timeout';
}

async function askSystem(
  customer: Persona,
  system: DemoSystem,
  places: readonly Place[],
  gpc: boolean,
): Promise<readonly (readonly [Place, Decision])[]> {
  const client = clientOf(customer, system);
  if (client === undefined) return places.map((place) => [place, withoutKey(place)]);
  const subject = { system, id: customer.identifiers[system] };
  const signals = gpc ? { signals: { gpc } } : {};
  const questions = places.map((touchpoint) => ({ subject, touchpoint, ...signals }));
  const endsAtMs = performance.now() + PAGE_BUDGET_MS;
  let answers = await client.decideMany(questions);
  while (answers.some(isLate) && performance.now() < endsAtMs) {
    answers = await client.decideMany(questions);
  }
  return places.map((place, index) => [place, answers[index] ?? withoutKey(place)]);
}

export async function ask(
  customer: Persona,
  places: readonly Place[],
  gpc: boolean,
): Promise<Answers> {
  const systems = [...new Set(places.map((place) => PLACES[place]))];
  const answered = await Promise.all(
    systems.map((system) => {
      const own = places.filter((place) => PLACES[place] === system);
      return askSystem(customer, system, own, gpc);
    }),
  );
  return new Map(answered.flat());
}

/** After the page is sent: what was shown, and on what it rested. */
export function report(
  customer: Persona,
  place: Place,
  answer: Decision | undefined,
  because: readonly Because[],
): void {
  if (answer === undefined || !('decisionId' in answer)) return;
  const system = PLACES[place];
  const client = clientOf(customer, system);
  if (client === undefined) return;
  const { decisionId } = answer;
  const subject = { system, id: customer.identifiers[system] };
  after(() => client.reportExposure({ subject, touchpoint: place, decisionId, because }));
}
