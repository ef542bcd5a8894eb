import { parseArgs } from 'node:util';

export const TEST_HELP = `npm test [-- options]     install, find a browser, and run every check

  --only lint   dependency floor, formatting, lint, types
  --only unit   the tests beside the code, on both database engines
  --only e2e    compile the pages and walk the journeys in a browser
  --everywhere  walk every journey in both languages at 360 and at 1280 px (forty minutes)
  --help        this text

The last line is "N passed, N failed"; the exit code is 0 only when nothing failed.`;

export const PARTS = ['lint', 'unit', 'e2e'];

/** `{ help, parts, everywhere }`, or `{ problem }` in one line. */
export function readTestOptions(args) {
  try {
    const flag = { type: 'boolean', default: false };
    const options = { only: { type: 'string' }, everywhere: flag, help: flag };
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: false });
    if (values.only !== undefined && !PARTS.includes(values.only)) {
      return { problem: `--only takes ${PARTS.join(', ')}, not "${values.only}".` };
    }
    const { help, everywhere, only } = values;
    return { help, everywhere, parts: only === undefined ? PARTS : [only] };
  } catch (error) {
    return {
      problem: `${error.message.split(/[.\n]/)[0]}. Known are --only, --everywhere, --help.`,
    };
  }
}
