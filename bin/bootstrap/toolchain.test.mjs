import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  compilerAdvice,
  explainInstallFailure,
  headersFolder,
  missingTools,
} from './toolchain.mjs';

const GYP = 'npm error gyp ERR! find Python\nnpm error path node_modules/better-sqlite3';
const explain = (output, missing = [], platform = 'linux', hasApt = true) =>
  explainInstallFailure({ output, missing, platform, hasApt });

function folderWith(...names) {
  const folder = mkdtempSync(join(tmpdir(), 'nattoku-path-'));
  for (const name of names) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

describe('a missing compiler', () => {
  test('names exactly the tools that are not there', () => {
    expect(missingTools('linux', folderWith())).toEqual(['make', 'g++', 'python3']);
    expect(missingTools('linux', folderWith('make', 'python3'))).toEqual(['g++']);
    expect(missingTools('linux', folderWith('gmake', 'clang++', 'python'))).toEqual([]);
  });

  test('a file that cannot be run is no tool', () => {
    const folder = folderWith('make', 'g++', 'python3');
    chmodSync(join(folder, 'make'), 0o644);
    expect(missingTools('linux', folder)).toEqual(['make']);
  });

  test('is said with what to type on this system', () => {
    const words = explain(GYP, ['make', 'g++']);
    expect(words).toContain('missing: make, g++');
    expect(words).toContain('sudo apt-get install -y build-essential python3');
    expect(explain(GYP, ['make'], 'darwin', false)).toContain('xcode-select --install');
    expect(explain(GYP, ['python3'], 'win32', false)).toContain('BuildTools');
    expect(compilerAdvice('linux', false)).toContain('apk add');
  });

  test('is not blamed for a network that is down, a full disk or a folder of root', () => {
    expect(explain('npm error code ENOTFOUND registry.npmjs.org', ['make'])).toContain('registry');
    expect(explain('npm error ENOSPC: no space left')).toContain('disk is full');
    expect(explain('npm error EACCES: permission denied')).toContain('may not write');
    expect(explain('npm error something else')).toContain('last lines');
  });

  test('a compiler that is there and fails is said to be old', () => {
    expect(explain(GYP)).toContain('although a compiler is there');
  });
});

describe("Node's own headers", () => {
  const withHeaders = (version) => {
    const prefix = mkdtempSync(join(tmpdir(), 'nattoku-node-'));
    mkdirSync(join(prefix, 'include/node'), { recursive: true });
    const [major, minor, patch] = version.split('.');
    const text = `#define NODE_MAJOR_VERSION ${major}\n#define NODE_MINOR_VERSION ${minor}\n#define NODE_PATCH_VERSION ${patch}\n`;
    writeFileSync(join(prefix, 'include/node/node_version.h'), text);
    return prefix;
  };

  test('are used when they are of this very Node, and not otherwise', () => {
    const prefix = withHeaders('20.20.2');
    expect(headersFolder(join(prefix, 'bin/node'), '20.20.2')).toBe(prefix);
    expect(headersFolder(join(prefix, 'bin/node'), '22.1.0')).toBeUndefined();
    expect(headersFolder('/nowhere/bin/node', '20.20.2')).toBeUndefined();
  });
});
