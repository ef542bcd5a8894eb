/** The shop's own settings: where the policy API stands, and its keys, one for each of its systems. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '@/lib/env';
import { DEMO_SYSTEMS, type DemoSystem } from '../personas';

export interface ShopSettings {
  /** Of the policy API. */
  readonly origin: string;
  readonly keys: Readonly<Partial<Record<DemoSystem, string>>>;
}

let read:
  | { readonly file: string; readonly changedAtMs: number; readonly keys: ShopSettings['keys'] }
  | undefined;

function keysIn(file: string): ShopSettings['keys'] {
  try {
    const changedAtMs = statSync(file).mtimeMs;
    if (read?.file === file && read.changedAtMs === changedAtMs) return read.keys;
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const found = new Map(
      Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}),
    );
    const keys: Partial<Record<DemoSystem, string>> = {};
    for (const system of DEMO_SYSTEMS) {
      const key: unknown = found.get(system);
      if (typeof key === 'string') keys[system] = key;
    }
    read = { file, changedAtMs, keys };
    return keys;
  } catch {
    // No keys: the shop asks nothing and shows everyone the same.
    return {};
  }
}

/** Undefined where there is no demo. */
export function shopSettings(): ShopSettings | undefined {
  const env = readEnv(process.env);
  if (!env.ok || env.env.demo === 'off') return undefined;
  const { port, dataDir } = env.env;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    keys: keysIn(join(dataDir, 'demo', 'keys.json')),
  };
}
