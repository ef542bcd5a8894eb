import { once } from 'node:events';
import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { LedgerFormatError } from '../../lib/ledger/canonical';
import { cosignatureLine } from '../../lib/ledger/cosignature';
import { LOG_KEY_TYPE, parseVerifierKey, type VerifierKey } from '../../lib/ledger/note';
import { SignerTaken } from '../../lib/transparency/halt';
import { takeSignerLock, type SignerLock } from '../../lib/transparency/signer-lock';
import { openRecords } from '../../lib/transparency/signer-record';
import type { WitnessParts } from '../../lib/transparency/witness-core';
import {
  findWitnessKey,
  makeWitnessKey,
  type WitnessKey,
} from '../../lib/transparency/witness-key';
import { CommandFailed } from '../failure';
import { messageOf } from '../ledger/log-source';
import { readOptions, required, typedPath, wrongUse, type Command, type Terminal } from './command';
import { createWitnessListener } from './witness-listener';

const OPTIONS = {
  origin: { type: 'string', multiple: true },
  vkey: { type: 'string', multiple: true },
  state: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  name: { type: 'string' },
} as const;

type FollowedKeys = ReadonlyMap<string, readonly VerifierKey[]>;

function readKey(text: string): VerifierKey {
  try {
    const key = parseVerifierKey(text);
    if (key.type === LOG_KEY_TYPE) return key;
  } catch (error) {
    if (!(error instanceof LedgerFormatError)) throw error;
    throw wrongUse(`--vkey: ${error.message}`);
  }
  throw wrongUse('--vkey: this is a witness’s key, not a log’s');
}

/** One --vkey to each --origin, in order; an origin named twice has two keys. */
function readFollowed(origins: readonly string[], vkeys: readonly string[]): FollowedKeys {
  if (origins.length === 0) throw wrongUse('--origin and --vkey are needed: a log to follow');
  if (origins.length !== vkeys.length) throw wrongUse('each --origin takes one --vkey');
  const followed = new Map<string, VerifierKey[]>();
  origins.forEach((origin, at) => {
    const key = readKey(vkeys[at] ?? '');
    followed.set(origin, [...(followed.get(origin) ?? []), key]);
  });
  return followed;
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port > 65_535) throw wrongUse('--port is a number from 0 to 65535');
  return port;
}

function lock(folder: string): SignerLock {
  try {
    return takeSignerLock(folder);
  } catch (error) {
    if (!(error instanceof SignerTaken)) {
      throw new CommandFailed([`--state: ${messageOf(error)}`], 3);
    }
    throw new CommandFailed([`another witness runs with ${folder}: stop it first`], 1);
  }
}

async function keyIn(folder: string, name: string | undefined): Promise<WitnessKey> {
  const known = await findWitnessKey(folder);
  if (known === undefined) {
    try {
      return await makeWitnessKey(folder, name ?? hostname());
    } catch (error) {
      if (!(error instanceof LedgerFormatError)) throw error;
      throw wrongUse(`--name: ${error.message}`);
    }
  }
  if (name === undefined || name === known.name) return known;
  throw wrongUse(`--name: the key in ${folder} is ${known.name}’s; its name never changes`);
}

async function listen(server: Server, port: number, host: string | undefined): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CommandFailed([`--port ${String(port)}: ${messageOf(error)}`], 3);
  }
  const address = server.address();
  const listening = typeof address === 'object' ? (address?.port ?? port) : port;
  const shown = host?.includes(':') === true ? `[${host}]` : (host ?? 'localhost');
  return `http://${shown}:${String(listening)}`;
}

function witnessParts(
  folder: string,
  { name, seed }: WitnessKey,
  followed: FollowedKeys,
): WitnessParts {
  return {
    records: openRecords(folder),
    keysOf: (origin) => followed.get(origin),
    cosign: (body, seconds) => cosignatureLine(body, name, seed, seconds),
    nowMs: Date.now,
  };
}

/** Until a signal comes, 0; or until the disk fails, 1. */
async function serve(
  terminal: Terminal,
  parts: WitnessParts,
  { vkey, name }: WitnessKey,
  place: { readonly port: number; readonly host: string | undefined },
): Promise<number> {
  let finish: (code: number) => void = () => undefined;
  const finished = new Promise<number>((resolve) => (finish = resolve));
  const server = createWitnessListener(parts, (why) => {
    terminal.err(why.message);
    finish(1);
  });
  const stop = (): void => finish(0);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    const address = await listen(server, place.port, place.host);
    terminal.out(vkey);
    terminal.out(`answers at ${address}; in a policy: witness ${name} ${vkey} ${address}`);
    return await finished;
  } finally {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
  }
}

export const witness: Command = {
  help: [
    'nattoku witness --origin NAME --vkey KEY [--origin … --vkey …] --state DIR --port N',
    'Cosigns what other people’s logs sign, as long as each only grows (C2SP tlog-witness).',
    '',
    '  --origin NAME  a log to follow, by its origin; with a --vkey each, in order',
    '  --vkey KEY     the key that signs it (name+id+key), as its /.well-known/consent-log.json says',
    '  --state DIR    where this witness keeps its key and what it saw last; never put back from a backup',
    '  --port N       where it listens (0: any free port)',
    '  --host ADDRESS the address it listens on; every one of this machine when not given',
    '  --name NAME    the name in its key, chosen once; this machine’s name when not given',
    '',
    'The first line it prints is its own verifier key. It runs until it is told to end (SIGTERM).',
    'Run it where the log’s operator has no hand in: that is all it proves.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const followed = readFollowed(values.origin ?? [], values.vkey ?? []);
    const folder = typedPath(terminal, required(values.state, '--state'));
    const port = readPort(required(values.port, '--port'));
    const held = lock(folder);
    try {
      const key = await keyIn(folder, values.name);
      const parts = witnessParts(folder, key, followed);
      return await serve(terminal, parts, key, { port, host: values.host });
    } finally {
      held.release();
    }
  },
};
