/** Ends a listener in time: what is under way is finished, what never ends is cut. */
import type { Server } from 'node:http';

const PATIENCE_MS = 7000;
const LOOK_EVERY_MS = 50;

export async function closeServer(server: Server, patienceMs = PATIENCE_MS): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(looking);
  clearTimeout(cut);
}
