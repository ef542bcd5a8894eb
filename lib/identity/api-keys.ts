/**
 * Keys of systems (SECURITY SEC-10): `ntk_live_<id>_<secret>_<crc32>` in base62. The checksum is
 * over the text before its underscore, so that a mistyped key costs no look-up; at rest lies an
 * HMAC over that same text, which holds `live` or `test` too.
 */
import { LRUCache } from 'lru-cache';
import type { ApiKeyRow, PrincipalStore } from '../../db/port';
import type { Clock } from '../clock';
import { randomBase62, toBase62 } from './base62';
import { crc32 } from './crc32';
import { mint } from './mint';
import { SCOPES, type Scope, type SystemPrincipal } from './model';
import type { Vault } from './vault';

export type ApiKeyKind = 'live' | 'test';
export interface ParsedApiKey {
  readonly kind: ApiKeyKind;
  readonly id: string;
  readonly secret: string;
}
export interface ApiKey extends ParsedApiKey {
  readonly text: string;
}
export interface KeyReader {
  readonly store: Pick<PrincipalStore, 'findApiKey'>;
  readonly vault: Pick<Vault, 'macHolds'>;
  readonly clock: Clock;
}

/** 71 and 190 bits. */
const ID_LENGTH = 12;
const SECRET_LENGTH = 32;
/** 62^6 > 2^32. */
const CRC_LENGTH = 6;
const KEY_TEXT = /^ntk_(live|test)_([0-9A-Za-z]{12})_([0-9A-Za-z]{32})_([0-9A-Za-z]{6})$/;
const MAC_PURPOSE = 'api-key';
/** A revocation is seen after at most this and one look-up: under the 5 s that are promised. */
const ROW_FRESH_MS = 4_000;
const CACHED_ROWS = 10_000;

/** A new key: its text is shown once and stored nowhere. */
export function mintApiKey(kind: ApiKeyKind): ApiKey {
  return apiKeyOf({ kind, id: randomBase62(ID_LENGTH), secret: randomBase62(SECRET_LENGTH) });
}

/** A key of parts that are known: for one that is worked out anew each time. */
export function apiKeyOf(parts: ParsedApiKey): ApiKey {
  return { ...parts, text: `${signedText(parts)}_${checksum(signedText(parts))}` };
}

/** Undefined when the form or the checksum is wrong. No I/O. */
export function parseApiKey(text: string): ParsedApiKey | undefined {
  const [, kind, id, secret, crc] = KEY_TEXT.exec(text) ?? [];
  if ((kind !== 'live' && kind !== 'test') || id === undefined || secret === undefined) {
    return undefined;
  }
  const parts = { kind, id, secret } as const;
  return crc === checksum(signedText(parts)) ? parts : undefined;
}

/** What is stored of a key's text. */
export function apiKeyMac(vault: Pick<Vault, 'mac'>, key: ParsedApiKey): Uint8Array {
  return vault.mac(MAC_PURPOSE, signedText(key));
}

/** The system behind a key; undefined when unknown, mistyped, wrong, expired or revoked. */
export async function authenticateKey(
  reader: KeyReader,
  text: string,
): Promise<SystemPrincipal | undefined> {
  const key = parseApiKey(text);
  if (key === undefined) return undefined;
  const nowMs = reader.clock.now();
  const known = await findRow(reader.store, key.id, nowMs);
  if (known === undefined) return undefined;
  const { row } = known;
  if (!reader.vault.macHolds(MAC_PURPOSE, signedText(key), row.mac)) return undefined;
  if (row.revokedAtMs !== null || row.expiresAtMs <= nowMs) return undefined;
  known.principal ??= principalOf(row, key.kind);
  return known.principal;
}

/** The system behind a key's id, as long as the key is good; for tokens that were made of it. */
export async function keyInForce(
  { store, clock }: Pick<KeyReader, 'store' | 'clock'>,
  id: string,
  kind: ApiKeyKind,
): Promise<SystemPrincipal | undefined> {
  const nowMs = clock.now();
  const row = (await findRow(store, id, nowMs))?.row;
  const good = row !== undefined && row.revokedAtMs === null && row.expiresAtMs > nowMs;
  return good ? principalOf(row, kind) : undefined;
}

/** A live key for which work goes on after its request; undefined when it may not (any more). */
export async function keyAtWork(
  store: KeyReader['store'],
  id: string,
  nowMs: number,
): Promise<SystemPrincipal | undefined> {
  const row = await store.findApiKey(id);
  const good = row !== undefined && row.revokedAtMs === null && row.expiresAtMs > nowMs;
  return good ? principalOf(row, 'live') : undefined;
}

interface KnownRow {
  readonly row: ApiKeyRow;
  readonly readAtMs: number;
  principal?: SystemPrincipal;
}
const rowsOfStore = new WeakMap<KeyReader['store'], LRUCache<string, KnownRow>>();

/** Rows that exist are kept a few seconds; an unknown id is asked for each time, so that a new key works at once. */
async function findRow(
  store: KeyReader['store'],
  id: string,
  nowMs: number,
): Promise<KnownRow | undefined> {
  let rows = rowsOfStore.get(store);
  if (rows === undefined) {
    rows = new LRUCache({ max: CACHED_ROWS });
    rowsOfStore.set(store, rows);
  }
  const cached = rows.get(id);
  if (cached !== undefined && Math.abs(nowMs - cached.readAtMs) <= ROW_FRESH_MS) return cached;
  const row = await store.findApiKey(id);
  if (row === undefined) {
    rows.delete(id);
    return undefined;
  }
  const known: KnownRow = { row, readAtMs: nowMs };
  rows.set(id, known);
  return known;
}

function principalOf(row: ApiKeyRow, kind: ApiKeyKind): SystemPrincipal {
  const isScope = (scope: string): scope is Scope => SCOPES.some((known) => known === scope);
  return mint<SystemPrincipal>({
    kind: 'system',
    system: row.system,
    keyId: row.id,
    scopes: Object.freeze(row.scopes.filter(isScope)),
    touchpoints: Object.freeze([...row.touchpoints]),
    test: kind === 'test',
    ...(row.limitPerSecond !== null && { limitPerSecond: row.limitPerSecond }),
  });
}

function signedText({ kind, id, secret }: ParsedApiKey): string {
  return `ntk_${kind}_${id}_${secret}`;
}
function checksum(text: string): string {
  return toBase62(crc32(text), CRC_LENGTH);
}
