import { runCommand } from './commands/run';

const code = await runCommand(process.argv.slice(2), {
  source: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
// Not by exitCode alone: a store that could not be opened may have left a thread behind.
process.exit(code);
