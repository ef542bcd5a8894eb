import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { runCommand } from './commands/run';

async function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    if (process.stdin.isTTY) process.stderr.write(question);
    const line: unknown = (await Promise.race([once(lines, 'line'), once(lines, 'close')]))[0];
    return typeof line === 'string' ? line : undefined;
  } finally {
    lines.close();
  }
}

const code = await runCommand(process.argv.slice(2), {
  source: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  ask,
});
// Not by exitCode alone: a store that could not be opened may have left a thread behind.
process.exit(code);
