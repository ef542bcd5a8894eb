// What every journey begins with: the server's whereabouts, keys, signing in, a page without
// JavaScript, and two checks for any page.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  expect,
  test as base,
  type APIRequestContext,
  type APIResponse,
  type Browser,
  type Page,
} from '@playwright/test';
import type { DemoSystem as System, Persona } from '../app/demo/personas';
import { violationsOn } from './axe';
import { becomeNew } from './sign-in';

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

/** Signed out; signed in as an officer, as one who has never chosen anything, as an invented person. */
type Onlooker = 'nobody' | 'officer' | 'newcomer' | Persona['key'];

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
  /**
   * The page of somebody who only looks, at `path`: one for each of them and worker, who sign in
   * once; what a page has loaded before it need not load again.
   */
  look: (who: Onlooker, path: string) => Promise<Page>;
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

  look: [
    async ({ browser, server }, use) => {
      const pages = new Map<Onlooker, Page>();
      await use(async (who, path) => {
        const page = pages.get(who) ?? (await openAs(who, browser, server));
        pages.set(who, page);
        await page.goto(path);
        return page;
      });
      for (const page of pages.values()) await page.context().close();
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

/** One of the demo's one-click forms, posted as the browser would. */
async function post(
  request: APIRequestContext,
  action: string,
  form: Record<string, string>,
): Promise<void> {
  const { origin } = JSON.parse(readFileSync(SERVER_FILE, 'utf8')) as Server;
  const response = await request.post(action, { form, headers: { origin }, maxRedirects: 0 });
  expect(response.status(), `${action} leads on`).toBe(303);
}

async function openAs(who: Onlooker, browser: Browser, server: Server): Promise<Page> {
  const context = await browser.newContext();
  const { request } = context;
  if (who === 'newcomer') await becomeNew(request, server);
  else if (who === 'officer') await post(request, '/demo/officer', {});
  else if (who !== 'nobody') await post(request, '/demo/persona', { persona: who, back: '/' });
  return context.newPage();
}

/** Signs one of the invented people in, here and in the shop, and opens `path`. */
export async function login(page: Page, persona: Persona['key'], path = '/'): Promise<void> {
  await post(page.context().request, '/demo/persona', { persona, back: path });
  await page.goto(path);
}

/** Signs the demo's privacy officer in and opens the console. */
export async function loginAsOfficer(page: Page): Promise<void> {
  await post(page.context().request, '/demo/officer', {});
  await page.goto('/console');
}

/** No violation of WCAG 2.2 A or AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
}

/** By how much the page is wider than its window. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Nothing sticks out sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
}
