import { createServer } from 'node:net';

const DEFAULT_PORT = 3000;
const TRIES = 100;

function canListen(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      // A host without IPv6 or without this address: nobody can be there.
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(true);
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Whether nobody listens there, on all addresses or on this machine's own (some systems allow both at once). */
export async function portIsFree(port) {
  return (await canListen(port, undefined)) && (await canListen(port, '127.0.0.1'));
}

/**
 * A port that was asked for is never moved; without one, the first free from 3000.
 * Answers `{ port, moved }` or `{ problem }`, one line.
 */
export async function choosePort(asked, isFree = portIsFree) {
  if (asked !== undefined && asked !== '') {
    const port = Number(asked);
    if (!/^\d+$/.test(asked) || port < 1 || port > 65_535) {
      return { problem: `PORT must be a number from 1 to 65535, not "${asked}".` };
    }
    if (await isFree(port)) return { port, moved: false };
    return {
      problem: `Port ${asked} is taken by another program. Stop it, or choose another: PORT=${String(port === 65_535 ? 3000 : port + 1)} npm start`,
    };
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + TRIES; port++) {
    if (await isFree(port)) return { port, moved: port !== DEFAULT_PORT };
  }
  return {
    problem: `Ports ${String(DEFAULT_PORT)} to ${String(DEFAULT_PORT + TRIES - 1)} are all taken. Choose one: PORT=8080 npm start`,
  };
}
