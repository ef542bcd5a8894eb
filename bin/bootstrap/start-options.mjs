import { parseArgs } from 'node:util';

export const START_HELP = `npm start [-- options]     install, build, prepare and run Nattoku

  --empty     nothing in it: no demo, no people
  --dev       compile pages as they are opened, no build beforehand
  --policy    the decision API alone, without pages
  --help      this text

Settings (environment): PORT ORIGIN DATABASE_URL KEYS_URL DATA_DIR NATTOKU_SECRET SMTP_URL OIDC_* DEMO`;

const OPTIONS = {
  empty: { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
  policy: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** `{ options }`, or `{ problem }` in one line. */
export function readStartOptions(args) {
  try {
    const { values } = parseArgs({ args, options: OPTIONS, strict: true, allowPositionals: false });
    if (values.dev && values.policy) return { problem: '--dev and --policy exclude each other.' };
    return { options: values };
  } catch (error) {
    const first = error.message.split(/[.\n]/)[0];
    return { problem: `${first}. Known are --empty, --dev, --policy, --help.` };
  }
}

/** What the server's processes are given: the person's own settings win over what an option implies. */
export function serverEnv(env, { empty, dev, policy }, port) {
  return {
    ...env,
    PORT: String(port),
    NODE_ENV: dev ? 'development' : 'production',
    ...(empty ? { DEMO: 'off' } : {}),
    ...(policy ? { NATTOKU_POLICY: '1' } : {}),
  };
}

/** Whether the demo's addresses are worth printing: without DEMO it is there on this machine alone. */
export function showsDemo({ DEMO, ORIGIN }) {
  if (DEMO) return DEMO !== 'off';
  return !ORIGIN || /^https?:\/\/(localhost|127\.|\[::1\])/.test(ORIGIN);
}
