/**
 * What was asked here lately, in memory, under a name that says nothing about who asked. Answers are
 * not kept: each page asks again what may be used, and answers with that alone. Next compiles its
 * entries separately, so it lives on `globalThis`.
 */
import { randomBytes } from 'node:crypto';
import type { Words } from '../shop/words';
import type { Topic } from './topics';

export interface Turn {
  readonly id: string;
  readonly question: Words;
  /** Undefined: not understood. */
  readonly topic: Topic | undefined;
}
interface Thread {
  /** Whose questions these are: nobody else is shown them. */
  readonly customer: string;
  readonly turns: readonly Turn[];
}

export const THREAD_COOKIE = 'assistant-thread';
const THREADS_MAX = 200;
const TURNS_MAX = 8;
const KEY = Symbol.for('minori.threads');
type Holder = { [KEY]?: Map<string, Thread> };

function threads(): Map<string, Thread> {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= new Map());
}

export function newThreadId(): string {
  return randomBytes(16).toString('base64url');
}

export function threadCookie(id: string, secure: boolean): string {
  const attributes = 'Path=/demo/assistant; Max-Age=3600; HttpOnly; SameSite=Lax';
  return `${THREAD_COOKIE}=${id}; ${attributes}${secure ? '; Secure' : ''}`;
}

/** Another customer in the same browser begins anew. */
export function turnsOf(id: string, customer: string): readonly Turn[] {
  const thread = threads().get(id);
  return thread?.customer === customer ? thread.turns : [];
}

export function keepTurn(id: string, customer: string, turn: Turn): void {
  const all = threads();
  const turns = [...turnsOf(id, customer), turn].slice(-TURNS_MAX);
  all.delete(id);
  all.set(id, { customer, turns });
  const [oldest] = all.keys();
  if (all.size > THREADS_MAX && oldest !== undefined) all.delete(oldest);
}

export function forgetThread(id: string): void {
  threads().delete(id);
}
