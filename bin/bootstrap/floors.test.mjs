import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareVersions, floorProblems } from './floors.mjs';
import { root } from './project.mjs';

const lock = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'));
const withPackage = (path, version) => ({ packages: { ...lock.packages, [path]: { version } } });

describe('the dependency floor', () => {
  test('the lock file of this checkout is above it', () => {
    expect(floorProblems(lock, '3.53.2')).toEqual([]);
  });

  test.each([
    ['next', '16.4.5'],
    ['react', '19.3.0'],
    ['next-auth', '4.24.14'],
    ['drizzle-orm', '0.45.1'],
    ['zod', '3.25.0'],
    ['sharp', '0.35.4'],
  ])('%s %s is found', (name, version) => {
    const problems = floorProblems(withPackage(`node_modules/${name}`, version), '3.51.3');
    expect(problems).toEqual([expect.stringContaining(`${version}, below`)]);
  });

  test('an old copy nested under another package is found too', () => {
    const nested = withPackage('node_modules/other/node_modules/next', '15.0.0');
    expect(floorProblems(nested, '3.51.3')[0]).toContain('node_modules/other/node_modules/next');
  });

  test('a package of a similar name is none of them', () => {
    for (const path of ['node_modules/@scope/next', 'node_modules/my-next']) {
      expect(floorProblems(withPackage(path, '1.0.0'), '3.51.3')).toEqual([]);
    }
  });

  test('an absent sharp is fine, an absent zod is not', () => {
    const packages = { ...lock.packages };
    delete packages['node_modules/sharp'];
    expect(floorProblems({ packages }, '3.51.3')).toEqual([]);
    delete packages['node_modules/zod'];
    expect(floorProblems({ packages }, '3.51.3')).toEqual(['zod is not in package-lock.json']);
  });

  test('an old SQLite, or one that did not answer, is found', () => {
    expect(floorProblems(lock, '3.51.2')).toHaveLength(1);
    expect(floorProblems(lock, '')).toHaveLength(1);
  });

  test('versions are compared as numbers, and a pre-release is older than its release', () => {
    expect(compareVersions('16.10.0', '16.9.9')).toBeGreaterThan(0);
    expect(compareVersions('16.4.6-canary.3', '16.4.6')).toBeLessThan(0);
    expect(compareVersions('16.4.6', '16.4.6')).toBe(0);
    expect(compareVersions('4', '4.0.0')).toBe(0);
  });
});
