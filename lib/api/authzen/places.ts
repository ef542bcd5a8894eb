/**
 * Which places of ours an AuthZEN question is about (API.md "AuthZEN 1.0"). An action never opens
 * anything: it says at which places the question makes sense, and those are then asked as they are.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../../catalogue/compile';
import type { Action, Entity, Properties, Question } from './model';

export const ACTIONS = [
  'personalize',
  'contact',
  'share',
  'sell',
  'profile',
  'train',
  'infer',
  'show_staff',
] as const;
export type ActionName = (typeof ACTIONS)[number];
export const RESOURCE_TYPES = ['touchpoint', 'purpose'] as const;

const TRAINING: readonly string[] = ['train-ai'];
const INFERRING: readonly string[] = ['predict', 'infer-emotion'];
const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const DATA_MAX = 64;

export function isAction(name: string): name is ActionName {
  return (ACTIONS as readonly string[]).includes(name);
}

/** Among the purposes asked about: all of a touchpoint's, or the one that was named. */
function isAbout(
  catalogue: CompiledCatalogue,
  { touchpoint }: CompiledTouchpoint,
  purposes: readonly string[],
  action: ActionName,
): boolean {
  const some = (wanted: readonly string[]) => purposes.some((key) => wanted.includes(key));
  switch (action) {
    case 'contact':
      return purposes.some((key) => catalogue.purposes.get(key)?.contact === true);
    case 'train':
      return some(TRAINING);
    case 'infer':
      return some(INFERRING);
    case 'show_staff':
      return touchpoint.technique === 'staff';
    case 'share':
    case 'sell':
      return touchpoint.recipients.some(
        (key) => catalogue.recipients.get(key)?.relation === 'third_party',
      );
    case 'personalize':
    case 'profile':
      return true;
  }
}

function channelOf(action: Action): string | undefined | null {
  const channel = action.properties?.['channel'];
  return channel === undefined || typeof channel === 'string' ? channel : null;
}

/** null: it is there and cannot be understood. */
function dataOf(properties: Properties | undefined): readonly string[] | null {
  const data = properties?.['data'];
  if (data === undefined) return [];
  if (!Array.isArray(data) || data.length > DATA_MAX) return null;
  const keys: readonly unknown[] = data;
  return keys.every((key): key is string => typeof key === 'string' && KEY.test(key)) ? keys : null;
}

export interface Places {
  /** Every one of them must permit; none: no. */
  readonly touchpoints: readonly string[];
  readonly data: readonly string[];
}
const NOWHERE: Places = { touchpoints: [], data: [] };

/** Every place that the resource could mean; undefined: it is of no kind we know. */
function touchpointsOf(
  catalogue: CompiledCatalogue,
  system: string,
  { type, id }: Entity,
  data: readonly string[],
): readonly CompiledTouchpoint[] | undefined {
  if (!KEY.test(id)) return undefined;
  if (type === 'touchpoint') {
    const compiled = catalogue.touchpoints.get(id);
    return compiled === undefined ? [] : [compiled];
  }
  if (type !== 'purpose') return undefined;
  return [...catalogue.touchpoints.values()].filter(({ touchpoint, data: declared }) => {
    if (touchpoint.status !== 'live' || touchpoint.system !== system) return false;
    if (!touchpoint.purposes.includes(id)) return false;
    return data.every((category) => declared.includes(category));
  });
}

/** Nowhere for whatever cannot be understood, or makes no sense: the answer is then a no. */
export function placesOf(
  catalogue: CompiledCatalogue,
  system: string,
  { action, resource }: Omit<Question, 'subject'>,
): Places {
  const { name } = action;
  const channel = channelOf(action);
  const data = dataOf(resource.properties);
  if (!isAction(name) || channel === null || data === null) return NOWHERE;
  const found = touchpointsOf(catalogue, system, resource, data);
  if (found === undefined) return NOWHERE;
  const here = found.filter(
    ({ touchpoint }) => channel === undefined || touchpoint.channel === channel,
  );
  // Not on the map is asked as such: told as our own API tells it.
  if (here.length === 0 && resource.type === 'purpose') return { touchpoints: [''], data };
  if (found.length === 0) return { touchpoints: [resource.id], data };
  const sensible = here.filter((compiled) => {
    const purposes = resource.type === 'purpose' ? [resource.id] : compiled.touchpoint.purposes;
    return isAbout(catalogue, compiled, purposes, name);
  });
  return { touchpoints: sensible.map(({ touchpoint }) => touchpoint.key), data };
}
