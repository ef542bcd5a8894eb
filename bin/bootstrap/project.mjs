import { fileURLToPath } from 'node:url';

/** The root of the checkout, whatever directory the command was called from. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Environment of every TypeScript process: `@/…` resolves from any working directory. */
export function typescriptEnv(env) {
  return { ...env, TSX_TSCONFIG_PATH: `${root}/tsconfig.json`, NEXT_TELEMETRY_DISABLED: '1' };
}
