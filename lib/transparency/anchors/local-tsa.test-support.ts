/** A time-stamping authority of our own: openssl with a CA and certificates made for the test, behind HTTP. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const TSA_POLICY = '1.3.6.1.4.1.99999.1';

/** What is wrong with a certificate: `plain` lacks the extended key usage, `mixed` allows more. */
export const CERTIFICATES = ['good', 'expired', 'plain', 'mixed', 'lax'] as const;
type CertificateName = (typeof CERTIFICATES)[number];

export interface LocalTsa {
  readonly url: string;
  /** PEM file of the CA; of another one; of the authority itself. */
  readonly caFile: string;
  readonly strangerFile: string;
  readonly certFile: string;
  /** Requests so far. */
  asked(): number;
  /** Every answer passes here; by default they are what openssl made. */
  answer(how: (query: Buffer, reply: (query: Buffer) => Buffer) => Buffer | number): void;
  /** A DER response for a DER request. */
  reply(query: Buffer, certificate?: 'good' | 'expired'): Buffer;
  /** A token over that TSTInfo, signed by any of the certificates; `named`: it says by which. */
  sign(tstInfo: Uint8Array, certificate: CertificateName, named?: boolean): Buffer;
  close(): Promise<void>;
}

const CONFIG = `
[ tsa ]
default_tsa = here
[ here ]
dir = .
serial = ./serial
crypto_device = builtin
default_policy = ${TSA_POLICY}
other_policies = 1.3.6.1.4.1.99999.2
digests = sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ ca ]
default_ca = own
[ own ]
dir = .
new_certs_dir = .
database = ./index.txt
serial = ./ca-serial
default_md = sha256
policy = any
unique_subject = no
email_in_dn = no
[ any ]
commonName = supplied
[ good ]
extendedKeyUsage = critical,timeStamping
[ plain ]
keyUsage = digitalSignature
[ mixed ]
extendedKeyUsage = critical,timeStamping,codeSigning
[ lax ]
extendedKeyUsage = timeStamping
[ req ]
distinguished_name = dn
[ dn ]
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
`;

function utc(ms: number): string {
  return `${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
}

class Folder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'nattoku-tsa-'));
  file = (name: string): string => path.join(this.path, name);
  openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: this.path, stdio: ['ignore', 'pipe', 'pipe'] });
  };

  prepare(): void {
    writeFileSync(this.file('tsa.cnf'), CONFIG);
    for (const name of ['serial', 'ca-serial']) writeFileSync(this.file(name), '01\n');
    writeFileSync(this.file('index.txt'), '');
    for (const name of ['ca', 'stranger']) this.root(name);
    for (const name of CERTIFICATES) this.certificate(name);
  }

  private newKey(name: string): void {
    const curve = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    this.openssl('genpkey', ...curve, '-out', `${name}.key`);
  }

  private root(name: string): void {
    this.newKey(name);
    const subject = ['-subj', `/CN=${name}`, '-days', '3650', '-config', 'tsa.cnf'];
    const how = ['-x509', '-new', '-extensions', 'root', '-key', `${name}.key`];
    this.openssl('req', ...how, ...subject, '-out', `${name}.pem`);
  }

  private certificate(name: CertificateName): void {
    this.newKey(name);
    const subject = ['-subj', `/CN=${name}`, '-config', 'tsa.cnf'];
    this.openssl('req', '-new', '-key', `${name}.key`, ...subject, '-out', `${name}.csr`);
    const day = 86_400_000;
    const until = name === 'expired' ? Date.now() - day : Date.now() + 300 * day;
    const dates = ['-startdate', utc(until - 400 * day), '-enddate', utc(until)];
    const extensions = ['-extensions', name === 'expired' ? 'good' : name];
    const signing = ['-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', `${name}.csr`, '-notext'];
    const files = ['-config', 'tsa.cnf', ...signing, '-out', `${name}.pem`, '-batch'];
    this.openssl('ca', ...files, ...dates, ...extensions);
  }
}

export async function openLocalTsa(): Promise<LocalTsa> {
  const folder = new Folder();
  folder.prepare();
  const { file, openssl } = folder;
  let asked = 0;
  const reply = (query: Buffer, certificate: 'good' | 'expired' = 'good'): Buffer => {
    writeFileSync(file('query'), query);
    const signer = ['-signer', `${certificate}.pem`, '-inkey', `${certificate}.key`];
    openssl(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-queryfile',
      'query',
      ...signer,
      '-out',
      'reply',
    );
    return readFileSync(file('reply'));
  };
  let how: Parameters<LocalTsa['answer']>[0] = (query, make) => make(query);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked += 1;
      const answer = how(Buffer.concat(parts), reply);
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/tsr`,
    ...{ caFile: file('ca.pem'), strangerFile: file('stranger.pem'), certFile: file('good.pem') },
    asked: () => asked,
    answer(next) {
      how = next;
    },
    reply,
    sign(tstInfo, name, named = true) {
      writeFileSync(file('tst'), tstInfo);
      const type = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-in', 'tst'];
      if (named) type.push('-cades');
      const signer = ['-signer', `${name}.pem`, '-inkey', `${name}.key`, '-outform', 'DER'];
      openssl(
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-md',
        'sha256',
        ...type,
        ...signer,
        '-out',
        'cms',
      );
      return readFileSync(file('cms'));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder.path, { recursive: true });
    },
  };
}
