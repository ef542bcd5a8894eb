/** The whole API on a real listener, a real runtime and a real database, for its suites. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgresSettings } from '../../db/postgres/test-cluster';
import { closeAsking, settleAsking } from '../asking/desk';
import { deploymentPrincipal } from '../identity/deployment';
import { createApiKey, type NewApiKey } from '../identity/key-commands';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryOptions } from '../runtime/temporary';
import type { Keeper } from '../transparency/model';
import { createListener } from './http-listener';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}
export interface ApiUnderTest {
  readonly runtime: Runtime;
  readonly url: string;
  /** Only where it was asked for. */
  readonly keeper: Keeper | undefined;
  key(wanted: Partial<NewApiKey>): Promise<string>;
  send(
    method: string,
    path: string,
    parts?: {
      readonly key?: string;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<Answer>;
  /** Entries of the ledger so far. */
  entries(): Promise<number>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export async function openApiUnderTest(
  settings: Readonly<Record<string, string>> = {},
  options: TemporaryOptions = {},
): Promise<ApiUnderTest> {
  const { runtime, keeper, dispose } = await openTemporaryRuntime(settings, options);
  const server = createServer(createListener(runtime, undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  let keys = 0;
  return {
    runtime,
    url,
    keeper,
    async key(wanted) {
      keys += 1;
      const defaults = { name: `key ${String(keys)}`, system: 'shop', scopes: ['decide'] } as const;
      const made = await createApiKey(runtime, deploymentPrincipal(), {
        ...defaults,
        scopes: [...defaults.scopes],
        ...wanted,
      });
      if (!made.ok) throw new Error(made.reason);
      return made.text;
    },
    async send(method, path, { key, body, headers } = {}) {
      const response = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: readObject(text) };
    },
    entries: async () => (await runtime.store.head()).seq,
    settle: () => settleAsking(runtime),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await closeAsking(runtime);
      await dispose();
    },
  };
}

/** Settings of a fresh database for each engine: what holds on one must hold on the other. */
export const ENGINES: readonly (readonly [string, () => Promise<Record<string, string>>])[] = [
  ['SQLite', () => Promise.resolve({})],
  ['PostgreSQL', postgresSettings],
];
