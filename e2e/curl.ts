// A person, an officer and a service who have nothing but curl: cookies in a jar, forms, JSON.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { say } from './words';

const run = promisify(execFile);

export interface Reply {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

export interface Curl {
  get(path: string): Promise<Reply>;
  /** A form of our own pages, sent the way a browser sends it. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Reply>;
  json(path: string, body: unknown, headers: readonly string[]): Promise<Reply>;
  /** Forgets the cookies. */
  close(): void;
}

export function openCurl(origin: string): Curl {
  const folder = mkdtempSync(join(tmpdir(), 'nattoku-curl-'));
  const jar = join(folder, 'cookies');
  const ending = '\n%{http_code} %{redirect_url}';

  async function call(path: string, args: readonly string[]): Promise<Reply> {
    const reads = ['-H', `Accept-Language: ${say('ja', 'en')}`];
    const all = ['-sS', '-b', jar, '-c', jar, '-w', ending, ...reads, ...args, `${origin}${path}`];
    const { stdout } = await run('curl', all, { maxBuffer: 64 * 1024 * 1024 });
    const cut = stdout.lastIndexOf('\n');
    const [status = '0', location = ''] = stdout.slice(cut + 1).split(' ');
    return { status: Number(status), location, body: stdout.slice(0, cut) };
  }

  return {
    get: (path) => call(path, []),
    form(path, fields) {
      const data = Object.entries(fields).flatMap(([name, value]) => [
        '--data-urlencode',
        `${name}=${value}`,
      ]);
      return call(path, ['-H', `Origin: ${origin}`, '--data', '', ...data]);
    },
    json(path, body, headers) {
      const all = ['Content-Type: application/json', ...headers].flatMap((line) => ['-H', line]);
      return call(path, [...all, '--data-binary', JSON.stringify(body)]);
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
