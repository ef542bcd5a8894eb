// A Chromium for the journeys in e2e/: the machine's own, or one fetched for it.
import { existsSync } from 'node:fs';
import { root } from './project.mjs';
import { step } from './progress.mjs';
import { StepFailed, run, tail } from './run.mjs';
import { onPath } from './toolchain.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser that is here, without fetching anything; undefined when there is none. */
export async function findBrowser(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new StepFailed(`CHROMIUM_PATH names a file that is not there: ${env.CHROMIUM_PATH}`);
  }
  const installed = onPath(NAMES, env.PATH ?? '') ?? MAC.find((file) => existsSync(file));
  if (installed !== undefined) return installed;
  const { chromium } = await import('@playwright/test');
  const fetched = chromium.executablePath();
  return existsSync(fetched) ? fetched : undefined;
}

async function aptInstall() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update'], { cwd: root, env });
  if (update.code !== 0) return update;
  return run(
    'apt-get',
    ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    {
      cwd: root,
      env,
    },
  );
}

/** Finds a browser or installs one; says in words what to do when neither works. */
export async function ensureBrowser() {
  const here = await findBrowser();
  if (here !== undefined) return here;
  const mayApt = process.getuid?.() === 0 && onPath(['apt-get']) !== undefined;
  if (mayApt) {
    await step('installing a browser for the tests (apt-get install chromium)', aptInstall);
    const installed = await findBrowser();
    if (installed !== undefined) return installed;
  }
  const fetched = await step('fetching a browser for the tests (playwright install chromium)', () =>
    run('npx', ['playwright', 'install', 'chromium'], { cwd: root, env: process.env }),
  );
  const found = await findBrowser();
  if (found !== undefined) return found;
  throw new StepFailed(
    `${tail(fetched.output, 8)}\nNo browser for the tests. Install Chromium or Chrome, or name one: CHROMIUM_PATH=/path/to/chrome npm test`,
  );
}
