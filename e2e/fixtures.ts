// What every journey begins with: the server's whereabouts, keys, signing in, a page without
// JavaScript, and two checks for any page.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type APIResponse, type Page } from '@playwright/test';
import type { DemoSystem as System, Persona } from '../app/demo/personas';

export { expect };

interface Server {
  readonly origin: string;
  readonly dataDir: string;
  /** Everything the server said. */
  readonly logFile: string;
  readonly keys: Readonly<Record<System, string>>;
}

/** The API as one system sees it: with its key, over HTTP, nothing else. */
export interface ApiCaller {
  get(path: string): Promise<APIResponse>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<APIResponse>;
  /** The answer's body; fails unless the call is a 200. */
  decide(question: object): Promise<{ decision: boolean; reason?: string; otherwise: string }>;
}

interface Fixtures {
  api: (system: System) => ApiCaller;
  /** A page of its own context with scripts switched off. */
  scriptless: Page;
}
interface WorkerFixtures {
  /** Where bin/e2e-server.mjs wrote what it made. */
  serverFile: string;
  server: Server;
  /** Runs the `nattoku` command against the server's data; answers its standard output. */
  nattoku: (...args: string[]) => Promise<string>;
}

const SERVER_FILE = join(tmpdir(), `nattoku-e2e-${process.env['E2E_PORT'] ?? '4310'}.json`);

export const test = base.extend<Fixtures, WorkerFixtures>({
  serverFile: [SERVER_FILE, { scope: 'worker', option: true }],
  server: [
    async ({ serverFile }, use) => use(JSON.parse(readFileSync(serverFile, 'utf8')) as Server),
    { scope: 'worker' },
  ],

  nattoku: [
    async ({ server }, use) => {
      const env = { ...process.env, DATA_DIR: server.dataDir, ORIGIN: server.origin };
      await use(async (...args) => {
        const command = promisify(execFile);
        const { stdout } = await command(process.execPath, ['bin/nattoku.mjs', ...args], { env });
        return stdout;
      });
    },
    { scope: 'worker' },
  ],

  api: async ({ request, server }, use) => {
    await use((system) => {
      const authorization = `Bearer ${server.keys[system]}`;
      const caller: ApiCaller = {
        get: (path) => request.get(path, { headers: { authorization } }),
        post: (path, body, headers = {}) =>
          request.post(path, { data: body, headers: { authorization, ...headers } }),
        async decide(question) {
          const response = await caller.post('/api/v1/decisions', question);
          expect(response.status(), await response.text()).toBe(200);
          return response.json();
        },
      };
      return caller;
    });
  },

  scriptless: async ({ browser, baseURL, locale, viewport }, use) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      ...(baseURL === undefined ? {} : { baseURL }),
      ...(locale === undefined ? {} : { locale }),
      viewport,
    });
    await use(await context.newPage());
    await context.close();
  },
});

/** The demo's one-click form, posted as the browser would; then the page named by `path`. */
async function enter(page: Page, action: string, form: Record<string, string>): Promise<void> {
  const { origin } = JSON.parse(readFileSync(SERVER_FILE, 'utf8')) as Server;
  const response = await page.context().request.post(action, { form, headers: { origin } });
  expect(response.ok(), `${action} answered ${String(response.status())}`).toBe(true);
}

/** Signs one of the invented people in, here and in the shop, and opens `path`. */
export async function login(page: Page, persona: Persona['key'], path = '/'): Promise<void> {
  await enter(page, '/demo/persona', { persona, back: path });
  await page.goto(path);
}

/** Signs the demo's privacy officer in and opens the console. */
export async function loginAsOfficer(page: Page): Promise<void> {
  await enter(page, '/demo/officer', {});
  await page.goto('/console');
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violation of WCAG 2.2 A or AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.slice(0, 3).map(({ target }) => target.join(' ')),
  }));
  expect(told).toEqual([]);
}

/** Nothing sticks out sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excessPx = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excessPx).toBeLessThanOrEqual(0);
}
