/** A witness as an auditor runs it: a process of its own, over HTTP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { program } from '../../db/sqlite/test-support/bundled';

export interface WitnessProcess {
  readonly vkey: string;
  readonly url: string;
  /** Resolves with its exit code. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface Followed {
  readonly origin: string;
  readonly vkey: string;
}

export async function startWitness(
  state: string,
  followed: readonly Followed[],
  { port = 0, name = 'witness.example' }: { readonly port?: number; readonly name?: string } = {},
): Promise<WitnessProcess> {
  const child = spawn(
    process.execPath,
    [
      ...[await program('bin/nattoku.ts'), 'witness', '--state', state, '--name', name],
      ...['--port', String(port), '--host', '127.0.0.1'],
      ...followed.flatMap(({ origin, vkey }) => ['--origin', origin, '--vkey', vkey]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const vkey = String((await lines.next()).value);
  const url = /http:\S+:\d+/.exec(String((await lines.next()).value))?.[0];
  if (url === undefined) throw new Error('the witness did not start');
  return {
    vkey,
    url,
    async end(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

export async function addCheckpointTo(
  { url }: Pick<WitnessProcess, 'url'>,
  body: string,
): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  const type = response.headers.get('content-type');
  return { status: response.status, type, text: await response.text() };
}
