/** A receiver of somebody's own: a real listener that keeps what it got and answers what it is told to. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Got {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}
/** A status, or nothing at all: it hangs. */
type Answer = number | 'hangs';

export interface ReceiverUnderTest {
  readonly url: string;
  readonly got: Got[];
  /** By handle; 204 unless said otherwise. */
  answer: (got: Got) => Answer;
  close(): Promise<void>;
}

function readGot(headers: IncomingHttpHeaders, body: string): Got {
  const { id, data } = JSON.parse(body) as { id: string; data: { handle: string } };
  return { id, handle: data.handle, body, headers };
}

export async function openReceiver(secure?: {
  readonly key: string;
  readonly cert: string;
}): Promise<ReceiverUnderTest> {
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const got = readGot(request.headers, Buffer.concat(chunks).toString('utf8'));
      receiver.got.push(got);
      const answer = receiver.answer(got);
      if (answer === 'hangs') return;
      response.writeHead(answer, { location: `${receiver.url}elsewhere` });
      response.end('what is said besides is not read');
    });
  };
  const server = secure ? createSecureServer(secure, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  const receiver: ReceiverUnderTest = {
    url: secure ? `https://localhost:${port}/` : `http://127.0.0.1:${port}/`,
    got: [],
    answer: () => 204,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Signed by itself, for `localhost`. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  try {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const args = ['req', '-x509', ...curve, ...names, '-keyout', key, '-out', cert];
    execFileSync('openssl', args, { stdio: 'pipe' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
