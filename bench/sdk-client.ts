/**
 * The SDK's local mode in a process of its own, and GETs of a Redis beside it. Started by `sdk.ts`
 * with its settings as JSON; its last line is what was measured.
 */
import { connect, type Socket } from 'node:net';
import { createLocalClient } from '../sdk/src/local';
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
  readonly permitted: number;
  readonly redisPerSecond: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as SdkSettings;
const READY_MS = 900_000;
const CALLS = 4_000_000;
const TIMED = 500_000;
const CONNECTIONS = 64;
const REDIS_MS = 5_000;

type Local = ReturnType<typeof createLocalClient>;
type Question = Parameters<Local['decideNow']>[0];

/** Everybody once; the identifiers as a parser makes them, each of its own, in the order of asking. */
function questions(seed: number): readonly Question[] {
  const random = seeded(seed);
  const ids = Array.from({ length: settings.subjects }, (_, index) => memberId(index));
  for (let at = ids.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [ids[at], ids[other]] = [ids[other] ?? '', ids[at] ?? ''];
  }
  return (JSON.parse(JSON.stringify(ids)) as string[]).map((id) => ({
    ...{ subject: { system: 'shop', id }, touchpoint: 'shop-for-you', data: ['purchases'] },
  }));
}

function coreSeconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

function decisions(local: Local): Pick<SdkFigures, 'perSecond' | 'p99' | 'permitted'> {
  // Everybody once: their handles are remembered afterwards.
  let permitted = 0;
  for (const question of questions(3)) if (local.decideNow(question).decision) permitted += 1;
  // Then in another order, with texts that were never seen before.
  const asked = questions(4);
  const ask = (index: number): void => {
    const question = asked[index % asked.length];
    if (question !== undefined) local.decideNow(question);
  };
  for (let call = 0; call < TIMED; call++) ask(call);
  const before = process.cpuUsage();
  for (let call = 0; call < CALLS; call++) ask(call);
  const perSecond = CALLS / coreSeconds(before);
  const tookNs = new Float64Array(TIMED);
  for (let call = 0; call < TIMED; call++) {
    const sinceNs = process.hrtime.bigint();
    ask(call);
    tookNs[call] = Number(process.hrtime.bigint() - sinceNs);
  }
  tookNs.sort();
  return { perSecond, p99: (tookNs[Math.floor(TIMED * 0.99)] ?? 0) / 1_000, permitted };
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
const { people, bytes } = local.status();
const measured = decisions(local);
const redisPerSecond = redisPort === 0 ? 0 : await redisGets(redisPort);
const figures: SdkFigures = {
  readySeconds,
  ...measured,
  bytesEach: bytes / people,
  redisPerSecond,
};
console.log(JSON.stringify(figures));
process.exit(0);
