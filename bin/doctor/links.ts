// How many of each system's people are known under more than one name: counts, never who.
import { decodeState } from '../../lib/choice/codec';
import { WATCH_SYSTEM } from '../../lib/identity/model';
import type { Runtime } from '../../lib/runtime/model';
import { well, type Finding } from './finding';

const PAGE = 1000;

/** A state that cannot be read is another finding's (states.ts). */
function isUnconfirmed(state: Uint8Array): boolean {
  try {
    return decodeState(state).unconfirmed;
  } catch {
    return false;
  }
}

/** Identifiers whose record rests on a link that nobody has confirmed yet. */
async function countUnconfirmed({ store }: Runtime, system: string): Promise<number> {
  let unconfirmed = 0;
  for (let after: string | undefined; ;) {
    const rows = await store.subjectsOfSystem(system, {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    unconfirmed += rows.filter(({ state }) => isUnconfirmed(state)).length;
    after = rows.at(-1)?.handle;
    if (rows.length < PAGE) return unconfirmed;
  }
}

export async function checkLinks(runtime: Runtime): Promise<Finding> {
  const said: string[] = [];
  for (const { system, identifiers, joined } of await runtime.store.countIdentifiers()) {
    if (system === WATCH_SYSTEM) continue;
    const unconfirmed = await countUnconfirmed(runtime, system);
    said.push(
      `${system} ${String(identifiers)} (${String(joined)} joined, ${String(unconfirmed)} unconfirmed)`,
    );
  }
  return well('links', said.length === 0 ? 'nobody is known yet' : said.join(', '));
}
