import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { recordMatches } from './install.mjs';
import { nodeProblem } from './node-version.mjs';
import { root } from './project.mjs';
import { seconds } from './progress.mjs';
import { addresses } from './serve.mjs';
import { readStartOptions, serverEnv, showsDemo } from './start-options.mjs';
import { readTestOptions } from './test-options.mjs';

describe('npm start', () => {
  test('an old Node is refused in one sentence that says where to get another', () => {
    for (const version of ['18.19.0', '20.8.1', '16.0.0']) {
      expect(nodeProblem(version)).toContain(`this is Node ${version}`);
    }
    for (const version of ['20.9.0', '20.20.2', '22.0.0', '24.1.0']) {
      expect(nodeProblem(version)).toBeUndefined();
    }
  });

  test('the guided page comes first, and without a demo there is none', () => {
    const url = 'http://localhost:3000';
    const shown = addresses(url, { demo: true, policy: false }).map(([, address]) => address);
    expect(shown).toEqual(
      ['/demo', '/', '/console', '/demo/shop', '/docs'].map((path) => url + path),
    );
    const empty = addresses(url, { demo: false, policy: false }).map(([, address]) => address);
    expect(empty).toEqual(['/', '/console', '/docs'].map((path) => url + path));
  });

  test('the demo is announced where it is, and only there', () => {
    expect([{}, { DEMO: 'local' }, { ORIGIN: 'http://localhost:3000' }].every(showsDemo)).toBe(
      true,
    );
    const none = [{ DEMO: 'off' }, { ORIGIN: 'https://consent.example.com' }];
    expect(none.some(showsDemo)).toBe(false);
    expect(showsDemo({ DEMO: 'public', ORIGIN: 'https://demo.example.com' })).toBe(true);
  });

  test('--empty turns the demo off, --dev is development, --policy has no pages', () => {
    const { options } = readStartOptions(['--empty']);
    const env = serverEnv({ DEMO: 'local', DATA_DIR: '/d' }, options, 3001);
    expect(env).toMatchObject({
      PORT: '3001',
      DEMO: 'off',
      NODE_ENV: 'production',
      DATA_DIR: '/d',
    });
    expect(env.NATTOKU_POLICY).toBeUndefined();
    expect(serverEnv({}, readStartOptions(['--dev']).options, 3000).NODE_ENV).toBe('development');
    expect(serverEnv({}, readStartOptions(['--policy']).options, 3000).NATTOKU_POLICY).toBe('1');
  });

  test('an unknown option is one line', () => {
    for (const read of [readStartOptions, readTestOptions]) {
      expect(read(['--wat']).problem).toMatch(/^Unknown option '--wat'.*Known are/);
      expect(read(['wat']).problem).not.toContain('\n');
    }
    expect(readStartOptions(['--dev', '--policy']).problem).toContain('exclude');
    expect(readTestOptions(['--only', 'nothing']).problem).toContain('lint, unit, e2e');
    expect(readTestOptions(['--only', 'unit']).parts).toEqual(['unit']);
  });

  test('a wrong port costs nothing: it is refused before anything is installed', () => {
    const env = { ...process.env, PORT: 'abc' };
    const { status, stderr, stdout } = spawnSync(process.execPath, ['bin/start.mjs'], {
      cwd: root,
      env,
    });
    expect(status).toBe(1);
    expect(stderr.toString().trim()).toBe('PORT must be a number from 1 to 65535, not "abc".');
    expect(stdout.toString()).toBe('');
  });

  test('dependencies put there by hand are taken when every one has its version', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/a': { version: '1.0.0' },
        'node_modules/other-platform': { version: '1.0.0', optional: true },
      },
    };
    const record = { packages: { 'node_modules/a': { version: '1.0.0' } } };
    expect(recordMatches(lock, record)).toBe(true);
    expect(recordMatches(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(
      false,
    );
    expect(recordMatches(lock, {})).toBe(false);
  });

  test('times are read as people write them', () => {
    expect([400, 9_940, 81_200].map(seconds)).toEqual(['0.4 s', '9.9 s', '81 s']);
  });
});
