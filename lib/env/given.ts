/**
 * What each setting may be, as it stands in the environment: one clear line where it is not
 * (DESIGN §10). What they come to together is in env.ts.
 */
import { z } from 'zod';
import { SECRET_MIN_LENGTH } from '../identity/secret-file';

export const DEMOS = ['off', 'local', 'public'] as const;
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
/** A day. */
const MOST_WATCH_MINUTES = 1_440;
/** A week. */
const MOST_CHECK_MINUTES = 10_080;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const givenSettings = z.object({
  PORT: given(
    z
      .string()
      .regex(/^\d{1,5}$/, 'PORT must be a whole number from 1 to 65535')
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65_535, 'PORT must be from 1 to 65535'),
  ),
  ORIGIN: given(
    z
      .string()
      .refine(isOrigin, 'ORIGIN must be like https://consent.example.com, without path or slash'),
  ),
  DATABASE_URL: given(z.string().refine(isStoreUrl, storeProblem('DATABASE_URL'))),
  KEYS_URL: given(z.string().refine(isStoreUrl, storeProblem('KEYS_URL'))),
  DATA_DIR: given(z.string()),
  LEDGER_DIR: given(z.string()),
  SIGNER_DIR: given(z.string()),
  LEDGER_CHECK_MINUTES: given(
    z
      .string()
      .regex(/^\d{1,5}$/, 'LEDGER_CHECK_MINUTES must be a whole number of minutes; 0 for never')
      .transform(Number)
      .refine(
        (minutes) => minutes <= MOST_CHECK_MINUTES,
        `LEDGER_CHECK_MINUTES must be at most ${MOST_CHECK_MINUTES}`,
      ),
  ),
  WITNESSES: given(z.string()),
  TSA_URL: given(
    z
      .string()
      .refine(isHttpUrl, 'TSA_URL must be the http(s) address of a time-stamping authority'),
  ),
  TSA_CERT: given(z.string()),
  TSA_POLICY: given(
    z
      .string()
      .regex(/^[0-2](\.\d{1,18})+$/, 'TSA_POLICY must be an object identifier like 1.2.3.4'),
  ),
  TSA_MINUTES: given(
    z
      .string()
      .regex(/^[1-9]\d{0,4}$/, 'TSA_MINUTES must be a whole number of minutes, at least 1')
      .transform(Number)
      .refine(
        (minutes) => minutes <= MOST_CHECK_MINUTES,
        `TSA_MINUTES must be at most ${MOST_CHECK_MINUTES}`,
      ),
  ),
  ANCHOR_DIR: given(z.string()),
  WEBHOOKS_LOOPBACK: given(z.enum(['allow'], 'WEBHOOKS_LOOPBACK must be allow, or not set')),
  NATTOKU_SECRET: given(
    z
      .string()
      .min(SECRET_MIN_LENGTH, `NATTOKU_SECRET must have at least ${SECRET_MIN_LENGTH} characters`),
  ),
  SMTP_URL: given(
    z.string().refine(isSmtpUrl, 'SMTP_URL must be like smtps://user:password@mail.example.com'),
  ),
  OIDC_ISSUER: given(
    z.string().refine(isIssuer, 'OIDC_ISSUER must be an https address without query'),
  ),
  OIDC_CLIENT_ID: given(z.string()),
  OIDC_CLIENT_SECRET: given(z.string()),
  DEMO: given(z.enum(DEMOS, `DEMO must be one of ${DEMOS.join(', ')}`)),
  PROXIES: given(
    z
      .string()
      .regex(/^[0-8]$/, 'PROXIES must be how many proxies of yours stand in front: 0 to 8')
      .transform(Number),
  ),
  LOG_LEVEL: given(z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`)),
  METRICS_TOKEN: given(
    z
      .string()
      .regex(/^[\x21-\x7e]{16,256}$/, 'METRICS_TOKEN must have 16 to 256 characters, no spaces'),
  ),
  WATCH_MINUTES: given(
    z
      .string()
      .regex(/^\d{1,4}$/, 'WATCH_MINUTES must be a whole number of minutes; 0 for never')
      .transform(Number)
      .refine(
        (minutes) => minutes <= MOST_WATCH_MINUTES,
        `WATCH_MINUTES must be at most ${MOST_WATCH_MINUTES}`,
      ),
  ),
  WATCH_ALSO: given(
    z
      .string()
      .transform((list) => list.split(',').map((origin) => origin.trim()))
      .refine(
        (list) => list.every(isOrigin),
        'WATCH_ALSO must be origins of other nodes, like http://10.0.0.2:3000, http://10.0.0.3:3000',
      ),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: given(
    z.string().refine(isHttpUrl, 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http(s) address'),
  ),
  OTEL_EXPORTER_OTLP_HEADERS: given(
    z
      .string()
      .regex(/^[\w-]+=[^,]+(,[\w-]+=[^,]+)*$/, 'OTEL_EXPORTER_OTLP_HEADERS must be name=value,…'),
  ),
  OTEL_SERVICE_NAME: given(z.string()),
  OTEL_TRACES_SAMPLER_ARG: given(
    z
      .string()
      .regex(/^(0(\.\d{1,6})?|1(\.0+)?)$/, 'OTEL_TRACES_SAMPLER_ARG must be from 0 to 1')
      .transform(Number),
  ),
  NODE_ENV: given(z.string()),
});
export type Given = z.output<typeof givenSettings>;

export function isLoopback(origin: string): boolean {
  return LOOPBACK.test(new URL(origin).hostname);
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text;
}
function isStoreUrl(text: string): boolean {
  return /^(file|pglite):./.test(text) || /^postgres(ql)?:$/.test(parseUrl(text)?.protocol ?? '');
}
function storeProblem(name: string): string {
  return `${name} must begin with file:, postgres:// or pglite:`;
}
function isHttpUrl(text: string): boolean {
  return /^https?:$/.test(parseUrl(text)?.protocol ?? '');
}
function isSmtpUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}
function isIssuer(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.origin));
}
function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
