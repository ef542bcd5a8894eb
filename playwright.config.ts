// Journeys in a real browser. `*.spec.ts` runs once (Japanese, 1280 px); `*.views.spec.ts` runs
// in both languages, and sees each page at 360 and 1280 px (e2e/view.ts); what people were promised of
// every main page (ux.views.spec.ts) is walked in each language at each of the two. Before all of
// them, alone: reading writes nothing (`--no-deps` leaves it out).
import { defineConfig, type Project } from '@playwright/test';
import { findBrowser } from './bin/bootstrap/browser.mjs';
import { WINDOWS } from './e2e/windows';

const port = process.env['E2E_PORT'] ?? '4310';
const origin = `http://localhost:${port}`;
const executablePath = await findBrowser();
const asRoot = process.getuid?.() === 0;

/** Its own window, and with it the gestures of its device. */
function view(
  locale: 'ja-JP' | 'en-GB',
  window: keyof typeof WINDOWS,
): NonNullable<Project['use']> {
  return { locale, viewport: WINDOWS[window], hasTouch: window === 'narrow' };
}
const VIEWS = /\.views\.spec\.ts$/;
const PROMISED = /ux\.views\.spec\.ts$/;
const READING = /reading\.spec\.ts$/;
const dependencies = ['reading'];

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
    { name: 'journeys', testIgnore: [VIEWS, READING], use: view('ja-JP', 'wide'), dependencies },
    { name: 'ja-360', testMatch: VIEWS, use: view('ja-JP', 'narrow'), dependencies },
    { name: 'en-1280', testMatch: VIEWS, use: view('en-GB', 'wide'), dependencies },
    { name: 'ja-1280', testMatch: PROMISED, use: view('ja-JP', 'wide'), dependencies },
    { name: 'en-360', testMatch: PROMISED, use: view('en-GB', 'narrow'), dependencies },
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
