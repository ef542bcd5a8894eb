import { spawn } from 'node:child_process';

/** A step that failed for a reason already put in words: print the message, no stack. */
export class StepFailed extends Error {}

/** Runs a program to its end and keeps what it said. `show` lets it write to the screen as well. */
export function run(command, args, { cwd, env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and npx are .cmd files on Windows.
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (target) => (chunk) => {
      output += chunk;
      if (show) target.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** The last lines of an output, for a failure. */
export function tail(output, lines = 25) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Ends the process with the sentence of a failed step; anything else is a fault and keeps its stack. */
export function exitWith(error) {
  console.error(error instanceof StepFailed ? `\n${error.message}` : error);
  process.exit(1);
}
