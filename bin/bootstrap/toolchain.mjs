// What compiling better-sqlite3 needs where no ready-made binary can be fetched.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export function onPath(names, path = process.env.PATH ?? '') {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const name of names) {
      for (const suffix of suffixes) {
        const file = join(folder, name + suffix);
        if (isExecutable(file)) return file;
      }
    }
  }
  return undefined;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Names of the tools that are not there. */
export function missingTools(platform = process.platform, path = process.env.PATH ?? '') {
  const needed =
    platform === 'win32'
      ? { python3: ['python3', 'python', 'py'] }
      : {
          make: ['make', 'gmake'],
          'g++': ['g++', 'c++', 'clang++'],
          python3: ['python3', 'python'],
        };
  return Object.entries(needed)
    .filter(([, names]) => onPath(names, path) === undefined)
    .map(([tool]) => tool);
}

/** What to type to get a compiler here. */
export function compilerAdvice(platform, hasApt) {
  if (platform === 'darwin') return 'xcode-select --install';
  if (platform === 'win32') {
    return 'winget install Microsoft.VisualStudio.2022.BuildTools (tick "Desktop development with C++") and winget install Python.Python.3.12';
  }
  if (hasApt) return 'sudo apt-get install -y build-essential python3';
  return "install make, a C++ compiler (g++) and python3 with your system's package manager (Fedora: sudo dnf install make gcc-c++ python3; Alpine: apk add build-base python3)";
}

/**
 * Words for a failed install. Only a failure that comes from compiling is blamed on a missing
 * compiler; a network that is down is named as such.
 */
export function explainInstallFailure({ output, missing, platform, hasApt }) {
  const advice = compilerAdvice(platform, hasApt);
  const compiling = /node-gyp|gyp ERR|prebuild-install|better-sqlite3/.test(output);
  if (compiling && missing.length > 0) {
    return `The database engine (better-sqlite3) has to be compiled on this machine, and these tools are missing: ${missing.join(', ')}.\nGet them with:  ${advice}\nThen run the same command again; what is already installed is kept.`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output)) {
    return 'The packages could not be fetched: the npm registry did not answer. Check the network (or the proxy: npm config get proxy, npm config get registry) and run the same command again.';
  }
  if (/ENOSPC/.test(output))
    return 'The disk is full: about 1 GB is needed. Free some and run the same command again.';
  if (/EACCES|EPERM/.test(output)) {
    return 'npm may not write here: make this folder yours (it must not belong to root when you are not) and run the same command again.';
  }
  if (compiling) {
    return `Compiling the database engine (better-sqlite3) failed although a compiler is there; it may be too old (C++20 is needed). Try:  ${advice}`;
  }
  return 'Installing the dependencies failed; the last lines above say why.';
}

/** Node's own headers beside the binary spare node-gyp a download; undefined when they are of another version. */
export function headersFolder(execPath = process.execPath, version = process.versions.node) {
  const prefix = dirname(dirname(execPath));
  const file = join(prefix, 'include', 'node', 'node_version.h');
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const number = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
  return [number('MAJOR'), number('MINOR'), number('PATCH')].join('.') === version
    ? prefix
    : undefined;
}
