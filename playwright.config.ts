// Journeys in a real browser, in Japanese and English, at 360 and 1280 px (e2e/walks.ts says which
// specification runs where). Before all of them, alone: reading writes nothing; after all of them,
// alone: publishing (`--no-deps` leaves both out).
import { defineConfig, type Project } from '@playwright/test';
import { findBrowser } from './bin/bootstrap/browser.mjs';
import { PUBLISHING, READING, WALKS, specificationsOf, type Walk } from './e2e/walks';
import { WINDOWS } from './e2e/windows';

const port = process.env['E2E_PORT'] ?? '4310';
const origin = `http://localhost:${port}`;
const executablePath = await findBrowser();
const asRoot = process.getuid?.() === 0;

/** Its own window, and with it the gestures of its device. */
function view(locale: Walk['locale'], window: Walk['window']): NonNullable<Project['use']> {
  return { locale, viewport: WINDOWS[window], hasTouch: window === 'narrow' };
}
const dependencies = ['reading'];
const everywhere = process.env['E2E_EVERYWHERE'] !== undefined;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: origin,
    timezoneId: 'Asia/Tokyo',
    // Recording every test costs more than the tests: `npm run e2e -- --retries=1` records what fails.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--disable-dev-shm-usage', ...(asRoot ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    { name: 'reading', testMatch: READING, use: view('ja-JP', 'wide') },
    ...WALKS.map(({ name, locale, window }) => ({
      name,
      testMatch: [...specificationsOf(name, everywhere)],
      use: view(locale, window),
      dependencies,
    })),
    {
      name: 'publishing',
      testMatch: [`**/${PUBLISHING}`],
      use: view('ja-JP', 'wide'),
      dependencies: WALKS.map(({ name }) => name),
    },
  ],
  webServer: {
    command: 'node bin/e2e-server.mjs',
    env: { E2E_PORT: port },
    url: `${origin}/readyz`,
    timeout: 300_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 8_000 },
  },
});
