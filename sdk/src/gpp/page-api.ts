/**
 * `__gpp` of a page (IAB Tech Lab, GPP CMP API 1.1): its generic commands, answered at once. What
 * it says is read anew for each call, so that nothing outlives its lease between two events.
 */
import type { UsNationalSection } from './us-national';

export interface GppState {
  /** False until the first answers are in. */
  readonly ready: boolean;
  readonly text: string;
  readonly section: UsNationalSection;
}
export interface GppSettings {
  /** The id the IAB gave you as a consent management platform: 0, none, unless given. */
  readonly cmpId?: number;
  /** Whether the section is in force for this visitor: true unless given. */
  readonly applies?: boolean;
}
type Callback = (data: unknown, success: boolean) => void;
type Command = (command: unknown, callback: unknown, parameter?: unknown) => void;
interface Stub {
  readonly queue?: readonly (readonly [unknown, unknown, unknown?])[];
  readonly events?: readonly { readonly id: number; readonly callback: unknown }[];
}
export interface PageApi {
  readonly command: Command;
  /** The string changed, or became ready. */
  changed(): void;
}

const PREFIX = 'usnat';
const SECTION_ID = 7;

function call(callback: unknown, data: unknown, success: boolean): void {
  try {
    (callback as Callback)(data, success);
  } catch (error) {
    // One vendor's mistake is not the others'; its page still hears of it.
    setTimeout(() => {
      throw error;
    });
  }
}

function pingOf({ ready, text, section }: GppState, { cmpId = 0, applies = true }: GppSettings) {
  return {
    gppVersion: '1.1',
    cmpStatus: 'loaded',
    cmpDisplayStatus: 'disabled',
    signalStatus: ready ? 'ready' : 'not ready',
    supportedAPIs: [`${String(SECTION_ID)}:${PREFIX}`],
    cmpId,
    sectionList: [SECTION_ID],
    applicableSections: [applies ? SECTION_ID : -1],
    gppString: text,
    parsedSections: { [PREFIX]: [section.core, section.gpc] },
  };
}

function fieldOf({ core, gpc }: UsNationalSection, parameter: unknown): unknown {
  const [prefix, name = '', more] = String(parameter).split('.');
  if (prefix !== PREFIX || more !== undefined) return null;
  return (
    new Map<string, unknown>([...Object.entries(core), ...Object.entries(gpc)]).get(name) ?? null
  );
}

export function createPageApi(read: () => GppState, settings: GppSettings, stub: Stub): PageApi {
  const listeners = new Map<number, unknown>();
  let lastId = 0;
  for (const { id, callback } of stub.events ?? []) {
    listeners.set(id, callback);
    lastId = Math.max(lastId, id);
  }
  const event = (eventName: string, listenerId: number, data: unknown, state: GppState) => ({
    ...{ eventName, listenerId, data },
    pingData: pingOf(state, settings),
  });
  const tellAll = (eventName: string, data: unknown, state: GppState): void => {
    for (const [id, callback] of [...listeners]) {
      call(callback, event(eventName, id, data, state), true);
    }
  };
  const answers: Readonly<Record<string, (callback: unknown, parameter: unknown) => unknown>> = {
    ping: () => pingOf(read(), settings),
    addEventListener(callback) {
      lastId += 1;
      listeners.set(lastId, callback);
      return event('listenerRegistered', lastId, true, read());
    },
    removeEventListener: (_, id) => listeners.delete(Number(id)),
    hasSection: (_, prefix) => prefix === PREFIX,
    getSection(_, prefix) {
      const { core, gpc } = read().section;
      return prefix === PREFIX ? [core, gpc] : null;
    },
    getField: (_, parameter) => fieldOf(read().section, parameter),
  };
  const known = new Map(Object.entries(answers));
  const command: Command = (name, callback, parameter) => {
    if (typeof callback !== 'function') return;
    const answer = known.get(String(name));
    if (answer === undefined) return call(callback, null, false);
    call(callback, answer(callback, parameter), true);
  };
  for (const [name, callback, parameter] of stub.queue ?? []) command(name, callback, parameter);
  return {
    command,
    changed() {
      const state = read();
      const before = { ...state, ready: false };
      tellAll('signalStatus', 'not ready', before);
      tellAll('sectionChange', PREFIX, before);
      if (state.ready) tellAll('signalStatus', 'ready', state);
    },
  };
}
