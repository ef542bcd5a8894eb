/**
 * Settings, read once at start: what is wrong is said in one line each (DESIGN §10). What is
 * generated lives in DATA_DIR, so that the `nattoku` command finds the running server's.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { givenSettings, isLoopback, type DEMOS, type Given, type LOG_LEVELS } from './env/given';
import { findOrWriteSecret } from './identity/secret-file';

export interface Settings {
  readonly port: number;
  /** A port that was asked for is never moved. */
  readonly portGiven: boolean;
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** `file:/abs/path.db` (a plain path, not percent-encoded), `postgres://…`, `pglite:/abs/dir`, `pglite:memory`. */
  readonly databaseUrl: string;
  readonly keysUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Published tiles and checkpoints: static files that can be made again. Absolute. */
  readonly ledgerDir: string;
  /** The log's key and the signer's record, never in a backup; null: another process signs. */
  readonly signerDir: string | null;
  /** Between two checks of every stored entry against what is published; 0 for never. */
  readonly ledgerCheckMs: number;
  /** C2SP policy file (absolute) or a list `name+keyid+key url, …`. */
  readonly witnesses?: string;
  readonly timeStamps?: TimeStampSettings;
  /** Write-once copies of checkpoints. Absolute. */
  readonly anchorDir?: string;
  /** null: lies in DATA_DIR. */
  readonly secret: string | null;
  readonly smtpUrl?: string;
  /** Webhooks may go to this machine over plain http: for tests and demonstrations. */
  readonly webhooksLoopback: boolean;
  readonly oidc?: OidcSettings;
  readonly demo: (typeof DEMOS)[number];
  /** Of our own, in front of this process: so many addresses at the end of `X-Forwarded-For` are believed. */
  readonly proxies: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Whoever knows it may read `/metrics`; without it there are none. */
  readonly metricsToken?: string;
  /** Between two rounds over our own way out (lib/watch); 0 for never. */
  readonly watchEveryMs: number;
  /** Other nodes of this deployment, asked in each round too: origins. */
  readonly watchAlso: readonly string[];
  readonly traces?: TraceSettings;
  readonly production: boolean;
}
/** Settings with what `ensureDataDir` found or made. */
export type Env = Settings & { readonly secret: string };
/** An authority that gives RFC 3161 time stamps. */
export interface TimeStampSettings {
  readonly url: string;
  /** PEM: the authority's own certificate, or those that issued it. Absolute. */
  readonly certFile: string;
  /** Object identifier of the policy that is asked for. */
  readonly policy?: string;
  readonly everyMs: number;
}
/** A collector of OpenTelemetry traces. */
export interface TraceSettings {
  /** Where spans are posted, whole. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  /** Of requests that belong to no trace yet: 0 to 1. */
  readonly share: number;
}
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
export type EnvOutcome =
  | { readonly ok: true; readonly env: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

export const DEFAULT_PORT = 3000;
const DEFAULT_CHECK_MINUTES = 60;
const DEFAULT_STAMP_MINUTES = 60;
const DEFAULT_WATCH_MINUTES = 5;
const OIDC_NAMES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
/** Reads and judges the settings; touches nothing. Empty strings count as absent. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): EnvOutcome {
  const parsed = givenSettings.safeParse(source);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  problems.push(...oidcProblems(source));
  if (!parsed.success) return { ok: false, problems };
  const env = complete(parsed.data);
  if (env.demo === 'local' && !isLoopback(env.origin)) {
    problems.push('DEMO=local refuses an ORIGIN that is not this machine; say DEMO=public or off');
  }
  if (env.webhooksLoopback && !isLoopback(env.origin)) {
    problems.push('WEBHOOKS_LOOPBACK=allow is for an ORIGIN on this machine alone');
  }
  if (env.databaseUrl === env.keysUrl) {
    problems.push('KEYS_URL must not be DATABASE_URL: keys have their own file or database');
  }
  if (env.signerDir === env.ledgerDir) {
    problems.push('SIGNER_DIR must not be LEDGER_DIR: what is published is for everyone to read');
  }
  problems.push(...anchorProblems(parsed.data, env));
  return problems.length === 0 ? { ok: true, env } : { ok: false, problems };
}

function anchorProblems({ TSA_URL, TSA_CERT, TSA_POLICY, TSA_MINUTES }: Given, env: Settings) {
  const { anchorDir, ledgerDir, signerDir } = env;
  const stamped = TSA_URL !== undefined && TSA_CERT !== undefined;
  const named = [TSA_URL, TSA_CERT, TSA_POLICY, TSA_MINUTES].some((value) => value !== undefined);
  return [
    ...(named && !stamped
      ? ['TSA_URL and TSA_CERT go together: whose time stamps, and by which certificate']
      : []),
    ...(anchorDir !== undefined && [ledgerDir, signerDir].includes(anchorDir)
      ? ['ANCHOR_DIR must be a folder of its own, best on storage that cannot be written twice']
      : []),
  ];
}

function complete(values: Given): Settings {
  const port = values.PORT ?? DEFAULT_PORT;
  const origin = values.ORIGIN ?? `http://localhost:${port}`;
  const dataDir = resolve(values.DATA_DIR ?? 'data');
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = values;
  return {
    port,
    portGiven: values.PORT !== undefined,
    origin,
    databaseUrl: absolute(values.DATABASE_URL ?? `file:${dataDir}/nattoku.db`),
    keysUrl: absolute(values.KEYS_URL ?? `file:${dataDir}/keys.db`),
    dataDir,
    ledgerDir: resolve(values.LEDGER_DIR ?? join(dataDir, 'ledger')),
    signerDir: signerDir(values.SIGNER_DIR, dataDir),
    ledgerCheckMs: (values.LEDGER_CHECK_MINUTES ?? DEFAULT_CHECK_MINUTES) * 60_000,
    secret: values.NATTOKU_SECRET ?? null,
    ...anchorSettings(values),
    webhooksLoopback: values.WEBHOOKS_LOOPBACK === 'allow',
    ...(values.SMTP_URL === undefined ? {} : { smtpUrl: values.SMTP_URL }),
    ...(issuer && clientId && clientSecret ? { oidc: { issuer, clientId, clientSecret } } : {}),
    ...watchSettings(values),
    // Someone who names a public address wants no demo unless it is asked for.
    demo: values.DEMO ?? (isLoopback(origin) ? 'local' : 'off'),
    production: values.NODE_ENV === 'production',
  };
}

function anchorSettings(values: Given): Pick<Settings, 'witnesses' | 'timeStamps' | 'anchorDir'> {
  const { WITNESSES: witnesses, TSA_URL: url, TSA_CERT: certFile, TSA_POLICY: policy } = values;
  const everyMs = (values.TSA_MINUTES ?? DEFAULT_STAMP_MINUTES) * 60_000;
  const timeStamps = url !== undefined &&
    certFile !== undefined && {
      ...{ url, certFile: resolve(certFile), everyMs },
      ...(policy !== undefined && { policy }),
    };
  return {
    ...(witnesses !== undefined && { witnesses: fileOrList(witnesses) }),
    ...(timeStamps !== false && { timeStamps }),
    ...(values.ANCHOR_DIR !== undefined && { anchorDir: resolve(values.ANCHOR_DIR) }),
  };
}

function watchSettings(
  values: Given,
): Pick<
  Settings,
  'proxies' | 'logLevel' | 'metricsToken' | 'watchEveryMs' | 'watchAlso' | 'traces'
> {
  const endpoint = values.OTEL_EXPORTER_OTLP_ENDPOINT;
  const pairs = (values.OTEL_EXPORTER_OTLP_HEADERS ?? '').split(',').filter((pair) => pair !== '');
  const headers = pairs.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)];
  });
  // Where pages are compiled while they are asked for, their time says nothing.
  const minutes = values.NODE_ENV === 'production' ? DEFAULT_WATCH_MINUTES : 0;
  const traces = endpoint !== undefined && {
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: Object.fromEntries(headers),
    service: values.OTEL_SERVICE_NAME ?? 'nattoku',
    share: values.OTEL_TRACES_SAMPLER_ARG ?? 1,
  };
  return {
    proxies: values.PROXIES ?? 0,
    logLevel: values.LOG_LEVEL ?? 'info',
    watchEveryMs: (values.WATCH_MINUTES ?? minutes) * 60_000,
    watchAlso: values.WATCH_ALSO ?? [],
    ...(values.METRICS_TOKEN !== undefined && { metricsToken: values.METRICS_TOKEN }),
    ...(traces !== false && { traces }),
  };
}

/** A list names addresses; anything else is a file. */
function fileOrList(witnesses: string): string {
  return witnesses.includes('://') ? witnesses : resolve(witnesses);
}

/** `none`: this process never signs, because another one does. */
function signerDir(given: string | undefined, dataDir: string): string | null {
  return given === 'none' ? null : resolve(given ?? join(dataDir, 'signer'));
}

function oidcProblems(source: Readonly<Record<string, string | undefined>>): string[] {
  const names: readonly string[] = OIDC_NAMES;
  const set = Object.keys(source).filter((name) => name.startsWith('OIDC_') && source[name]);
  const problems = set
    .filter((name) => !names.includes(name))
    .map((name) => `${name} is not a setting: ${OIDC_NAMES.join(', ')} are`);
  const missing = OIDC_NAMES.filter((name) => !set.includes(name));
  if (missing.length > 0 && missing.length < OIDC_NAMES.length) {
    problems.push(`${missing.join(' and ')} must be set too: all OIDC_ settings or none`);
  }
  return problems;
}

/** `file:` paths made absolute; everything else as it is. */
function absolute(url: string): string {
  for (const scheme of ['file:', 'pglite:']) {
    if (!url.startsWith(scheme) || url === 'pglite:memory') continue;
    return scheme + resolve(url.slice(scheme.length).replace(/^\/{2,}/, '/'));
  }
  return url;
}

/** Makes DATA_DIR, and the secret in it when none was set; the first of several processes wins. */
export function ensureDataDir(env: Settings): Env {
  mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
  return { ...env, secret: env.secret ?? findOrWriteSecret(env.dataDir) };
}
