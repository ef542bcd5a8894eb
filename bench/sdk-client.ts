/**
 * The SDK's local mode in a process of its own, and GETs of a Redis beside it. Started by `sdk.ts`
 * with its settings as JSON; its last line is what was measured.
 */
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createLocalClient, type LocalQuestion } from '../sdk/src/local';
import { seeded } from './model';
import { memberId } from './people';

export interface SdkSettings {
  readonly origin: string;
  readonly key: string;
  readonly subjects: number;
  /** 0: there is no Redis. */
  readonly redisPort: number;
}
/** Rates are of a second of a core that this process really had. */
export interface SdkFigures {
  readonly readySeconds: number;
  readonly perSecond: number;
  /** Microseconds. */
  readonly p99: number;
  readonly bytesEach: number;
  /** Identifiers met for the first time: two hashes each. */
  readonly firstPerSecond: number;
  readonly redisPerSecond: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as SdkSettings;
const READY_MS = 900_000;
const CALLS = 4_000_000;
const WARMING = 500_000;
const TIMED = 500_000;
/** So many questions are made, then asked: what is measured is the asking. */
const AT_ONCE = 1_000;
const CONNECTIONS = 64;
const REDIS_MS = 5_000;

/** Everybody once. */
function orderOf(seed: number): Uint32Array {
  const random = seeded(seed);
  const order = Uint32Array.from({ length: settings.subjects }, (_, index) => index);
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}

const text = Buffer.alloc(64);

/**
 * Identifiers as a parser makes them: texts of their own that were never seen before. Nothing else
 * is left behind: what a parser throws away is not what is measured.
 */
function questions(order: Uint32Array, from: number, count: number): readonly LocalQuestion[] {
  return Array.from({ length: count }, (_, at) => {
    const length = text.write(memberId(order[(from + at) % order.length] ?? 0), 'latin1');
    const id = text.toString('latin1', 0, length);
    return { subject: { system: 'shop', id }, touchpoint: 'shop-for-you', data: ['purchases'] };
  });
}

function coreSeconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Asks in that order; throws where anybody is not permitted who is: a no costs something else. */
async function each(
  order: Uint32Array,
  calls: number,
  ask: (questions: readonly LocalQuestion[]) => number,
): Promise<void> {
  let permitted = 0;
  for (let from = 0; from < calls; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, calls - from);
    permitted += ask(questions(order, from, count));
    // Beats are heard in between: without them the lease ends and every answer is a no.
    await turn();
  }
  if (permitted !== calls) {
    const { cause } = local.status();
    throw new Error(`${String(calls - permitted)} of ${String(calls)} were a no: ${String(cause)}`);
  }
}

function askAll(asked: readonly LocalQuestion[]): number {
  let permitted = 0;
  for (const question of asked) if (local.decideNow(question).decision) permitted += 1;
  return permitted;
}

async function decisions(): Promise<Pick<SdkFigures, 'perSecond' | 'p99' | 'firstPerSecond'>> {
  let used = 0;
  const timed = (asked: readonly LocalQuestion[]): number => {
    const before = process.cpuUsage();
    const permitted = askAll(asked);
    used += coreSeconds(before);
    return permitted;
  };
  // Everybody once: their handles are remembered afterwards. Then in another order.
  await each(orderOf(3), settings.subjects, timed);
  const firstPerSecond = settings.subjects / used;
  const order = orderOf(4);
  await each(order, WARMING, askAll);
  used = 0;
  await each(order, CALLS, timed);
  const perSecond = CALLS / used;
  const tookNs = new Float64Array(TIMED);
  let call = 0;
  await each(order, TIMED, (asked) => {
    let permitted = 0;
    for (const question of asked) {
      const sinceNs = process.hrtime.bigint();
      if (local.decideNow(question).decision) permitted += 1;
      tookNs[call++] = Number(process.hrtime.bigint() - sinceNs);
    }
    return permitted;
  });
  tookNs.sort();
  const p99 = (tookNs[Math.floor(TIMED * 0.99)] ?? 0) / 1_000;
  return { perSecond, p99, firstPerSecond };
}

function command(...words: readonly string[]): string {
  const parts = words.map((word) => `$${String(word.length)}\r\n${word}\r\n`);
  return `*${String(words.length)}\r\n${parts.join('')}`;
}

/** One after the other on one connection, until it is over. */
function getting(socket: Socket, count: () => string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = (): void => {
      const bytes = count();
      if (bytes === undefined) socket.end(resolve);
      else socket.write(bytes);
    };
    socket.setNoDelay(true);
    socket.on('error', reject);
    // A value of a few bytes comes whole.
    socket.on('data', send);
    socket.once('connect', send);
  });
}

async function redisGets(port: number): Promise<number> {
  let stored = 0;
  await getting(connect(port, '127.0.0.1'), () =>
    stored < settings.subjects ? command('SET', memberId(stored++), '1') : undefined,
  );
  const random = seeded(5);
  let got = 0;
  const begunMs = performance.now();
  const before = process.cpuUsage();
  const next = (): string | undefined => {
    if (performance.now() - begunMs > REDIS_MS) return undefined;
    got += 1;
    return command('GET', memberId(Math.floor(random() * settings.subjects)));
  };
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => getting(socket, next)));
  return got / coreSeconds(before);
}

const { origin, key, subjects, redisPort } = settings;
const begunMs = performance.now();
// Nothing is told to the server while time is taken.
const local = createLocalClient({ origin, key, memoised: subjects, tallyEveryMs: 3_600_000 });
if (!(await local.ready(READY_MS))) throw new Error('the snapshot did not come');
const readySeconds = (performance.now() - begunMs) / 1_000;
const measured = await decisions();
const { people, bytes } = local.status();
const redisPerSecond = redisPort === 0 ? 0 : await redisGets(redisPort);
const figures: SdkFigures = {
  readySeconds,
  ...measured,
  bytesEach: bytes / people,
  redisPerSecond,
};
console.log(JSON.stringify(figures));
process.exit(0);
