/** The guides of sdk/README.md, followed literally in an empty folder with the packed SDK. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeChanges } from '../delivery/changes/hub';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

const run = promisify(execFile);
const README = readFileSync('sdk/README.md', 'utf8');
const GUIDES = [...README.matchAll(/```js (\S+\.mjs)\n(.*?)```\n\n```text\n(.*?)```/gs)].map(
  ([, file = '', code = '', prints = '']) => ({ file, code, prints }),
);

let api: ApiUnderTest;
let folder: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  folder = mkdtempSync(path.join(tmpdir(), 'nattoku-guide-'));
  const npm = { env: { ...process.env, npm_config_update_notifier: 'false' } };
  await run('npm', ['pack', './sdk', '--pack-destination', folder], npm);
  const own = path.join(folder, 'try');
  mkdirSync(own);
  await run('npm', ['init', '--yes'], { ...npm, cwd: own });
  const install = ['install', '--offline', '--no-audit', '--no-fund', '../nattoku-sdk-0.1.0.tgz'];
  await run('npm', install, { ...npm, cwd: own });
  // The one package a guide asks for beside ours, as it is installed here.
  symlinkSync(
    path.resolve('node_modules/@openfeature'),
    path.join(own, 'node_modules/@openfeature'),
  );
});
afterAll(async () => {
  await closeChanges(api.runtime);
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

function systemOf(code: string): string {
  const { touchpoints } = api.runtime.catalogues.current();
  const named = [...code.matchAll(/'([^']+)'/g)].map(([, text = '']) => touchpoints.get(text));
  return named.find((place) => place !== undefined)?.touchpoint.system ?? '';
}

describe('a guide of the SDK, followed literally in an empty folder', () => {
  it('there is one for a shop, a mailer, a tablet, a pipeline and each bridge', () => {
    const files = GUIDES.map(({ file }) => file);
    expect(files).toEqual([
      ...['shop.mjs', 'mailer.mjs', 'tablet.mjs', 'pipeline.mjs'],
      ...['consent-mode.mjs', 'gpp.mjs', 'tcf.mjs', 'flags.mjs'],
    ]);
  });

  it('the README names whose places each of them asks about', () => {
    const [sentence = ''] = /`--system` is .*?\.\n/s.exec(README) ?? [];
    const named = new Set([...sentence.matchAll(/`(\w+)`/g)].map(([, system]) => system));
    expect(named).toEqual(new Set(GUIDES.map(({ code }) => systemOf(code))));
  });

  it.each(GUIDES)('$file prints what it says', async ({ file, code, prints }) => {
    const cwd = path.join(folder, 'try');
    writeFileSync(path.join(cwd, file), code);
    const scopes = ['decide', 'audience', 'changes', 'embed'] as const;
    const key = await api.key({ system: systemOf(code), scopes: [...scopes], test: true });
    const env: NodeJS.ProcessEnv = {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', NATTOKU_TIMEOUT_MS: '60000' },
      ...{ NATTOKU_ORIGIN: api.url, NATTOKU_KEY: key },
    };
    const { stdout } = await run(process.execPath, [file], { cwd, env });
    expect(stdout).toBe(prints);
  });

  it('its types are found by a project that resolves as Node does', async () => {
    const cwd = path.join(folder, 'try');
    writeFileSync(
      path.join(cwd, 'typed.mts'),
      `import { createClient, type Decision } from '@nattoku/sdk';
import { createLocalClient } from '@nattoku/sdk/local';
import { createBrowserClient } from '@nattoku/sdk/browser';
import { startConsentMode } from '@nattoku/sdk/consent-mode';
import { startGpp } from '@nattoku/sdk/gpp';
import { readTcf, refusesAds } from '@nattoku/sdk/tcf';
import { createProvider } from '@nattoku/sdk/openfeature';
const client = createClient({ origin: 'http://localhost', key: '' });
export const answer: Promise<Decision> = client.decide({ subject: { system: 's', id: '1' }, touchpoint: 't' });
export const all = [createLocalClient, createBrowserClient, startConsentMode, startGpp];
export const no: boolean = refusesAds(readTcf(''), 755);
export const provider = createProvider({ client, system: 's' });
// @ts-expect-error a place is a text
void client.decide({ subject: { system: 's', id: '1' }, touchpoint: 1 });
`,
    );
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
    const tsc = path.resolve('node_modules/typescript/bin/tsc');
    const more = ['--lib', 'es2023,dom,dom.iterable,dom.asynciterable'];
    const args = [tsc, ...flags, ...more, '--ignoreConfig', 'typed.mts'];
    await run(process.execPath, args, { cwd }).catch((error: { stdout?: string }) => {
      throw new Error(error.stdout);
    });
  });
});
