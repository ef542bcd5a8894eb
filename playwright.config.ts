// Journeys in a real browser. `*.spec.ts` runs once (Japanese, 1280 px); `*.views.spec.ts` runs
// in both languages at 360 and 1280 px.
import { defineConfig, type Project } from '@playwright/test';
import { findBrowser } from './bin/bootstrap/browser.mjs';

const port = process.env['E2E_PORT'] ?? '4310';
const origin = `http://localhost:${port}`;
const executablePath = await findBrowser();
const asRoot = process.getuid?.() === 0;

function view(locale: 'ja-JP' | 'en-GB', width: 360 | 1280): Project {
  const name = `${locale.slice(0, 2)}-${String(width)}`;
  const everywhere = /\.views\.spec\.ts$/;
  return {
    name,
    testMatch: name === 'ja-1280' ? /\.spec\.ts$/ : everywhere,
    use: {
      locale,
      viewport: { width, height: width === 360 ? 780 : 800 },
      hasTouch: width === 360,
    },
  };
}

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
  projects: [view('ja-JP', 1280), view('ja-JP', 360), view('en-GB', 1280), view('en-GB', 360)],
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
