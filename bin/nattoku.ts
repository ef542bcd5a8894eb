import { runCommand } from './commands/run';

process.exitCode = await runCommand(process.argv.slice(2), {
  source: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
