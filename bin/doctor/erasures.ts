import { untoldSinceMs } from '../../lib/record/erased-set';
import type { Runtime } from '../../lib/runtime/model';
import { ill, well, type Finding } from './finding';

const DAY_MS = 86_400_000;
const MINUTES_MS = 5 * 60_000;

/** The server carries erasures out and tells the erased set: whether it has fallen behind. */
export async function checkErasures({
  store,
  clock,
}: Pick<Runtime, 'store' | 'clock'>): Promise<Finding> {
  const nowMs = clock.now();
  const unfinished = (await store.erasureRequests({ status: 'confirmed', limit: 1000 })).filter(
    ({ decidedAtMs, createdAtMs }) => (decidedAtMs ?? createdAtMs) < nowMs - MINUTES_MS,
  );
  if (unfinished.length > 0) {
    const said = `${String(unfinished.length)} confirmed and not finished`;
    return ill(
      'erasures',
      said,
      'start the server: it finishes them; its log says what is in the way',
    );
  }
  const sinceMs = await untoldSinceMs({ store });
  if (sinceMs !== undefined && sinceMs < nowMs - 2 * DAY_MS) {
    return ill(
      'erasures',
      'the erased set is due',
      'start the server: it tells the log once a day',
    );
  }
  const waiting = await store.erasureRequests({ status: 'waiting', limit: 1000 });
  return well(
    'erasures',
    waiting.length === 0 ? 'none waits' : `${String(waiting.length)} wait for an officer`,
  );
}
