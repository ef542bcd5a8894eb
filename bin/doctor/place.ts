// Where Nattoku runs: Node, settings' folder, its permissions and the room on the disk.
import { accessSync, constants, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../lib/env';
import { ill, well, type Finding } from './finding';

const ENOUGH_BYTES = 1_000_000_000;
const NODE_FLOOR = [20, 9] as const;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1]);
  return fits
    ? well('Node', version)
    : ill('Node', version, `install Node ${NODE_FLOOR.join('.')} or newer from https://nodejs.org`);
}

/** Nobody but the owner may read what lies there: secret, database, keys. */
export function openToOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}

export function checkDataDir({ dataDir, secret }: Settings): Finding[] {
  const name = 'data folder';
  const status = statSync(dataDir, { throwIfNoEntry: false });
  if (status === undefined) {
    return [
      ill(name, `${dataDir} is not there`, 'run npm start once, or set DATA_DIR to its folder'),
    ];
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      ill(name, `${dataDir} cannot be written`, `make it yours: chown -R "$USER" ${dataDir}`),
    ];
  }
  if (openToOthers(dataDir)) {
    return [ill(name, `${dataDir} is open to other users`, `chmod 700 ${dataDir}`)];
  }
  return [well(name, dataDir), ...checkSecret(dataDir, secret), checkDisk(dataDir)];
}

function checkSecret(dataDir: string, secret: string | null): Finding[] {
  if (secret !== null) return [well('secret', 'from NATTOKU_SECRET')];
  const file = join(dataDir, 'secret');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    const mend =
      'restore it from where it was kept, or set NATTOKU_SECRET; without it no key opens';
    return [ill('secret', `${file} is not there`, mend)];
  }
  if (openToOthers(file)) return [ill('secret', 'other users can read it', `chmod 600 ${file}`)];
  return [well('secret', file)];
}

function checkDisk(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const freeBytes = bavail * bsize;
  const said = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  return freeBytes >= ENOUGH_BYTES
    ? well('disk', said)
    : ill('disk', said, 'free some room: a full disk stops every write, refusals too');
}
