/**
 * A server's worth of work until it is killed: `commit()` from several sides, the keeper signing and
 * publishing meanwhile. Each key is said before it is sent (`began`), and once more with what it was
 * answered (`done`). Arguments: a name of this life, then the keys that the last one left unanswered.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { deploymentPrincipal } from '../identity/deployment';
import { ensureDataDir, readEnv } from '../env';
import { createLog } from '../log';
import { keepLedger } from '../runtime/keep-ledger';
import type { Runtime } from '../runtime/model';
import { openRuntime } from '../runtime/open';

const SIDES = 4;
const PEOPLE = 20;
const REST_MS = 8;
const SCOPE = 'load';

function say(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

/** The same key always says the same about the same person. */
async function sayOnce(runtime: Runtime, key: string): Promise<void> {
  const [, side = '0', turn = '0'] = key.split('.');
  const id = `person ${String((Number(turn) * SIDES + Number(side)) % PEOPLE)}`;
  const surface = 'system' as const;
  say('began', key);
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    idempotency: { scope: SCOPE, key, payloadHash: key },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface, purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  if (!outcome.ok) throw new Error(`${key}: ${outcome.reason}`);
  say('done', key, outcome.seq, outcome.events[0]?.eventId ?? '');
}

async function side(runtime: Runtime, life: string, number: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    await sayOnce(runtime, `${life}.${String(number)}.${String(turn)}`);
    await sleep(REST_MS);
  }
}

async function main([life = '', ...unanswered]: readonly string[]): Promise<void> {
  const read = readEnv(process.env);
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), {
    log: createLog({ level: 'error', destination: process.stderr }),
    people: 1_000,
  });
  const keeper = keepLedger(runtime);
  say('ready');
  await Promise.all(unanswered.map((key) => sayOnce(runtime, key)));
  if (life === 'last') {
    await keeper?.stop();
    await runtime.close();
    return;
  }
  await Promise.all(Array.from({ length: SIDES }, (_, number) => side(runtime, life, number)));
}

void main(process.argv.slice(2));
