/** The server as a process of its own, on a free port, for the suites that end it one way or another. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

export interface Started {
  readonly child: ChildProcess;
  readonly output: () => { readonly out: string; readonly err: string };
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `program`: arguments that run the server; it sees no setting but these. */
export function startServer(
  program: readonly string[],
  settings: Readonly<Record<string, string>>,
): Started {
  const child = spawn(process.execPath, [...program, '--policy'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NATTOKU_READY_LINE: '1',
      ...settings,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // Not `exit`: what it said last may still be on its way.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => ({ out, err }), ended };
}

export async function untilReady(started: Started): Promise<void> {
  let over = false;
  void started.ended.then(() => (over = true));
  while (!started.output().out.includes('nattoku listening')) {
    if (over) throw new Error(started.output().err);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
