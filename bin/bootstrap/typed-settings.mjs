// Relative paths in settings are the caller's: commands themselves run at the root.
import { resolve } from 'node:path';

const PATHS = ['DATA_DIR', 'LEDGER_DIR', 'SIGNER_DIR', 'ANCHOR_DIR', 'TSA_CERT', 'WITNESSES'];
const DATABASES = ['DATABASE_URL', 'KEYS_URL'];

/** `SIGNER_DIR=none` and a list of addresses in `WITNESSES` are no paths. */
function isPath(name, value) {
  if (!value) return false;
  if (name === 'SIGNER_DIR') return value !== 'none';
  return name !== 'WITNESSES' || !value.includes('://');
}

export function typedSettings(env, cwd) {
  const absolute = { ...env, NATTOKU_CWD: cwd };
  for (const name of PATHS) {
    if (isPath(name, env[name])) absolute[name] = resolve(cwd, env[name]);
  }
  for (const name of DATABASES) {
    const [, scheme, path] = /^(file|pglite):(?!memory$)(.+)$/.exec(env[name] ?? '') ?? [];
    if (scheme !== undefined) absolute[name] = `${scheme}:${resolve(cwd, path)}`;
  }
  return absolute;
}
