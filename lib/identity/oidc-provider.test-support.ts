/** A small OpenID Connect provider on loopback: discovery, PKCE, codes used once, signed ID tokens. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

export interface Provider {
  readonly issuer: string;
  /** What the next ID token says of who signed in. */
  claims: Record<string, unknown>;
  close(): Promise<void>;
}

interface Grant {
  readonly nonce: string;
  readonly challenge: string;
  readonly clientId: string;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

class Endpoint {
  readonly #grants = new Map<string, Grant>();

  constructor(
    private readonly provider: Provider,
    private readonly key: CryptoKey,
    private readonly jwk: object,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { issuer } = this.provider;
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (url.pathname === '/jwks') return json(response, 200, { keys: [this.jwk] });
    if (url.pathname === '/authorize') return this.#authorize(url, response);
    if (url.pathname === '/token') return this.#token(await bodyOf(request), response);
    return json(response, 404, {});
  }

  #authorize({ searchParams }: URL, response: ServerResponse): void {
    const code = randomBytes(16).toString('base64url');
    this.#grants.set(code, {
      nonce: searchParams.get('nonce') ?? '',
      challenge: searchParams.get('code_challenge') ?? '',
      clientId: searchParams.get('client_id') ?? '',
    });
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', searchParams.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  }

  async #token(body: URLSearchParams, response: ServerResponse): Promise<void> {
    const code = body.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = body.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (grant === undefined || challenge !== grant.challenge) {
      return json(response, 400, { error: 'invalid_grant' });
    }
    const idToken = await new SignJWT({ nonce: grant.nonce, ...this.provider.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(this.provider.issuer)
      .setAudience(grant.clientId)
      .setSubject('employee-1')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.key);
    json(response, 200, { access_token: 'a', token_type: 'Bearer', id_token: idToken });
  }
}

export async function startProvider(): Promise<Provider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const provider: Provider = {
    issuer: `http://127.0.0.1:${String(address.port)}`,
    claims: {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  const endpoint = new Endpoint(provider, privateKey, jwk);
  server.on('request', (request, response) => {
    endpoint.answer(request, response).catch(() => response.destroy());
  });
  return provider;
}
