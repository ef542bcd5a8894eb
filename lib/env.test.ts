import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ensureDataDir, readEnv, type Settings } from './env';

type Source = Readonly<Record<string, string | undefined>>;
function settings(source: Source): Settings {
  const read = readEnv(source);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.env;
}

describe('settings', () => {
  it('need none to be given', () => {
    const dataDir = resolve('data');
    expect(settings({})).toEqual({
      port: 3000,
      portGiven: false,
      origin: 'http://localhost:3000',
      databaseUrl: `file:${dataDir}/nattoku.db`,
      keysUrl: `file:${dataDir}/keys.db`,
      dataDir,
      ledgerDir: `${dataDir}/ledger`,
      signerDir: `${dataDir}/signer`,
      ledgerCheckMs: 3_600_000,
      secret: null,
      demo: 'local',
      proxies: 0,
      logLevel: 'info',
      ...{ watchEveryMs: 0, watchAlso: [] },
      webhooksLoopback: false,
      production: false,
    });
  });

  it('left empty count as absent', () => {
    const empty = [
      'PORT',
      'ORIGIN',
      'DATABASE_URL',
      'LEDGER_DIR',
      'SIGNER_DIR',
      'LEDGER_CHECK_MINUTES',
      'NATTOKU_SECRET',
      'SMTP_URL',
      'OIDC_ISSUER',
      'DEMO',
    ];
    expect(settings(Object.fromEntries(empty.map((name) => [name, ''])))).toEqual(settings({}));
  });

  it('are taken as given', () => {
    const read = settings({
      PORT: '8080',
      ORIGIN: 'https://consent.example.com',
      DATABASE_URL: 'postgres://u:p@db.example.com/nattoku',
      KEYS_URL: 'file:./keys/k.db',
      DATA_DIR: '/var/lib/nattoku',
      LEDGER_DIR: '/srv/ledger',
      SIGNER_DIR: '/var/lib/nattoku-signer',
      LEDGER_CHECK_MINUTES: '15',
      NATTOKU_SECRET: 's'.repeat(32),
      SMTP_URL: 'smtps://u:p@mail.example.com',
      OIDC_ISSUER: 'https://id.example.com',
      OIDC_CLIENT_ID: 'nattoku',
      OIDC_CLIENT_SECRET: 'secret',
      WATCH_MINUTES: '10',
      WATCH_ALSO: 'http://10.0.0.2:3000, http://10.0.0.3:3000',
      NODE_ENV: 'production',
      UNRELATED: 'x',
    });
    expect(read).toEqual({
      port: 8080,
      portGiven: true,
      origin: 'https://consent.example.com',
      databaseUrl: 'postgres://u:p@db.example.com/nattoku',
      keysUrl: `file:${resolve('keys/k.db')}`,
      dataDir: '/var/lib/nattoku',
      ledgerDir: '/srv/ledger',
      signerDir: '/var/lib/nattoku-signer',
      ledgerCheckMs: 900_000,
      secret: 's'.repeat(32),
      smtpUrl: 'smtps://u:p@mail.example.com',
      oidc: { issuer: 'https://id.example.com', clientId: 'nattoku', clientSecret: 'secret' },
      demo: 'off',
      proxies: 0,
      logLevel: 'info',
      ...{ watchEveryMs: 600_000, watchAlso: ['http://10.0.0.2:3000', 'http://10.0.0.3:3000'] },
      webhooksLoopback: false,
      production: true,
    });
  });

  it('say that another process signs', () => {
    expect(settings({ SIGNER_DIR: 'none' }).signerDir).toBeNull();
  });

  it('make the origin follow the port', () => {
    expect(settings({ PORT: '4100' }).origin).toBe('http://localhost:4100');
  });

  const wrong: readonly (readonly [string, Source, string])[] = [
    ['a port that is a word', { PORT: 'web' }, 'PORT'],
    ['port 0', { PORT: '0' }, 'PORT'],
    ['a port past 65535', { PORT: '65536' }, 'PORT'],
    ['an origin with a path', { ORIGIN: 'https://a.example/portal' }, 'ORIGIN'],
    ['an origin with a slash', { ORIGIN: 'https://a.example/' }, 'ORIGIN'],
    ['an origin with a user', { ORIGIN: 'https://u@a.example' }, 'ORIGIN'],
    ['an origin without scheme', { ORIGIN: 'a.example' }, 'ORIGIN'],
    ['an origin that is no web address', { ORIGIN: 'ftp://a.example' }, 'ORIGIN'],
    ['an unknown engine', { DATABASE_URL: 'mysql://a/b' }, 'DATABASE_URL'],
    ['a bare path', { KEYS_URL: './keys.db' }, 'KEYS_URL'],
    [
      'keys among the data',
      { DATABASE_URL: 'file:/d/a.db', KEYS_URL: 'file:///d/a.db' },
      'KEYS_URL',
    ],
    ['signing among what is published', { SIGNER_DIR: '/a', LEDGER_DIR: '/a' }, 'SIGNER_DIR'],
    ['a check now and then', { LEDGER_CHECK_MINUTES: 'daily' }, 'LEDGER_CHECK_MINUTES'],
    ['a watch now and then', { WATCH_MINUTES: 'often' }, 'WATCH_MINUTES'],
    ['a node that is a word', { WATCH_ALSO: 'next door' }, 'WATCH_ALSO'],
    ['a short secret', { NATTOKU_SECRET: 's'.repeat(31) }, 'NATTOKU_SECRET'],
    ['mail over http', { SMTP_URL: 'http://mail.example.com' }, 'SMTP_URL'],
    ['half of OIDC', { OIDC_ISSUER: 'https://a.example' }, 'OIDC_CLIENT_ID'],
    ['an OIDC setting nobody knows', { OIDC_TENANT: 'x' }, 'OIDC_TENANT'],
    [
      'an issuer without https',
      { OIDC_ISSUER: 'http://id.example.com', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' },
      'OIDC_ISSUER',
    ],
    ['a demo of another kind', { DEMO: 'yes' }, 'DEMO'],
    ['a local demo for everyone to reach', { DEMO: 'local', ORIGIN: 'https://a.example' }, 'DEMO'],
  ];
  it.each(wrong)('refuse %s in one line that names it', (_, source, name) => {
    const read = readEnv(source);
    if (read.ok) throw new Error('it was accepted');
    const lines = read.problems.filter((line) => line.includes(name));
    expect(lines.length).toBeGreaterThan(0);
    expect(read.problems.join('')).not.toContain('\n');
  });

  it('name every mistake at once and never repeat a secret', () => {
    const read = readEnv({
      PORT: 'x',
      ORIGIN: 'y',
      NATTOKU_SECRET: 'hush',
      OIDC_CLIENT_SECRET: 'hush2',
    });
    if (read.ok) throw new Error('it was accepted');
    expect(read.problems).toHaveLength(4);
    expect(read.problems.join()).not.toContain('hush');
  });

  it.each([
    'http://localhost:3000',
    'http://127.0.0.1:8080',
    'http://[::1]:1',
    'http://demo.localhost',
  ])('let the local demo run at %s', (origin) => {
    expect(settings({ DEMO: 'local', ORIGIN: origin }).demo).toBe('local');
  });

  it.each(['http://localhost.example.com', 'http://127.evil.example', 'http://128.0.0.1'])(
    'take %s for what it is',
    (origin) => {
      expect(readEnv({ DEMO: 'local', ORIGIN: origin }).ok).toBe(false);
    },
  );

  it('let the demo stand in public when that is said', () => {
    expect(settings({ DEMO: 'public', ORIGIN: 'https://a.example' }).demo).toBe('public');
  });
});

describe('the data folder', () => {
  const made: string[] = [];
  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'nattoku-env-'));
    made.push(path);
    return path;
  }
  afterEach(() => {
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
  });

  it('gets a secret of its own that only its owner reads, and keeps it', () => {
    const dataDir = join(folder(), 'new', 'data');
    const { secret } = ensureDataDir(settings({ DATA_DIR: dataDir }));
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(ensureDataDir(settings({ DATA_DIR: dataDir })).secret).toBe(secret);
  });

  it('is not asked for a secret that was given', () => {
    const dataDir = folder();
    const given = 'g'.repeat(40);
    const env = ensureDataDir(settings({ DATA_DIR: dataDir, NATTOKU_SECRET: given }));
    expect(env.secret).toBe(given);
    expect(() => readFileSync(join(dataDir, 'secret'))).toThrow();
  });

  it('with a damaged secret stops the start instead of making everybody a stranger', () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'secret'), '');
    expect(() => ensureDataDir(settings({ DATA_DIR: dataDir }))).toThrow('too short');
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe('');
  });
});

describe('what is watched', () => {
  it('goes to the collector that was named, with its headers', () => {
    const { traces } = settings({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Basic abc=,x-tenant=9',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
    });
    expect(traces).toEqual({
      url: 'http://collector:4318/v1/traces',
      headers: { authorization: 'Basic abc=', 'x-tenant': '9' },
      service: 'nattoku',
      share: 0.1,
    });
    expect(settings({}).traces).toBeUndefined();
  });

  it.each([
    ['PROXIES', '9'],
    ['LOG_LEVEL', 'loud'],
    ['WEBHOOKS_LOOPBACK', 'yes'],
    ['METRICS_TOKEN', 'too-short'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'nothing'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
  ])('%s=%s is refused in one line that names it', (name, value) => {
    const read = readEnv({ [name]: value });
    expect(read.ok ? [] : read.problems).toEqual([expect.stringContaining(name)]);
  });

  it('webhooks reach this machine only where the deployment is on it', () => {
    const WEBHOOKS_LOOPBACK = 'allow';
    expect(settings({ WEBHOOKS_LOOPBACK }).webhooksLoopback).toBe(true);
    const read = readEnv({ WEBHOOKS_LOOPBACK, ORIGIN: 'https://consent.example', DEMO: 'off' });
    expect(read.ok ? [] : read.problems).toEqual([expect.stringContaining('WEBHOOKS_LOOPBACK')]);
  });
});
