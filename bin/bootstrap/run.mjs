import { spawn } from 'node:child_process';

/** A step that failed for a reason already put in words: print the message, no stack. */
export class StepFailed extends Error {}

/** Hands on whole lines, each behind `name`: what runs beside others can be told apart. */
function linesOf(name, target) {
  let begun = '';
  return {
    write(chunk) {
      const lines = (begun + String(chunk)).split('\n');
      begun = lines.pop();
      for (const line of lines) target.write(`${name} │ ${line}\n`);
    },
    end() {
      if (begun !== '') target.write(`${name} │ ${begun}\n`);
    },
  };
}

const plainly = (target) => ({ write: (chunk) => target.write(chunk), end: () => undefined });

/**
 * Runs a program to its end and keeps what it said. `show` lets it write to the screen as well; a
 * text stands before each of its lines there.
 */
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
    const shown = (target) => (typeof show === 'string' ? linesOf(show, target) : plainly(target));
    const keep = (stream, target) => {
      const screen = shown(target);
      stream.on('data', (chunk) => {
        output += chunk;
        if (show !== false) screen.write(chunk);
      });
      stream.on('end', () => screen.end());
    };
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    keep(child.stdout, process.stdout);
    keep(child.stderr, process.stderr);
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
