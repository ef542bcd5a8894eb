import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../clock';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { apiKeyMac, authenticateKey, mintApiKey, parseApiKey } from './api-keys';
import { toBase62 } from './base62';
import { crc32, crc32Of } from './crc32';
import { deploymentPrincipal } from './deployment';
import { createApiKey, revokeApiKey, type NewApiKey } from './key-commands';
import { mint } from './mint';
import type { OfficerPrincipal, Role } from './model';

const START_MS = Date.UTC(2026, 10, 21);
const DAY_MS = 86_400_000;
let nowMs = START_MS;
const clock: Clock = { now: () => nowMs };
let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock });
});
afterAll(() => temporary.dispose());

const shop: NewApiKey = { name: 'Shop', system: 'shop', scopes: ['decide', 'choice:refuse'] };
const officer = (roles: readonly Role[]) =>
  mint<OfficerPrincipal>({ kind: 'officer', officer: 'off_1', roles, sessionId: 's' });

async function newKey(wanted: NewApiKey = shop): Promise<{ text: string; id: string }> {
  const created = await createApiKey(temporary.runtime, deploymentPrincipal(), wanted);
  if (!created.ok) throw new Error(created.reason);
  return created;
}
const authenticate = (text: string) => authenticateKey(temporary.runtime, text);

describe('the text of a key', () => {
  it('is prefix, id, secret and checksum in base62', () => {
    const key = mintApiKey('live');
    expect(key.text).toMatch(/^ntk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}$/);
    expect(key.text).toBe(
      `ntk_live_${key.id}_${key.secret}_${toBase62(crc32(`ntk_live_${key.id}_${key.secret}`), 6)}`,
    );
    expect(parseApiKey(key.text)).toEqual({ kind: 'live', id: key.id, secret: key.secret });
    expect(parseApiKey(mintApiKey('test').text)?.kind).toBe('test');
  });

  it('with any one character changed is refused without asking the database', async () => {
    const { text } = mintApiKey('live');
    const untouchable = {
      ...temporary.runtime,
      store: {
        findApiKey(): never {
          throw new Error('the database was asked');
        },
      },
    };
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'x' ? 'y' : 'x';
      const mistyped = text.slice(0, at) + other + text.slice(at + 1);
      expect(await authenticateKey(untouchable, mistyped)).toBeUndefined();
    }
    for (const garbage of [
      '',
      'ntk',
      `${text} `,
      ` ${text}`,
      `${text}\n`,
      text.slice(0, -1),
      text.toLowerCase(),
    ]) {
      expect(await authenticateKey(untouchable, garbage)).toBeUndefined();
    }
  });

  it('has the checksum of zip files, with and without the machine’s own', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(crc32Of(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32Of(Buffer.from('納得'))).toBe(crc32('納得'));
  });
});

describe('a key', () => {
  it('stands for its system, scopes and places', async () => {
    const { text, id } = await newKey({ ...shop, touchpoints: ['home-hero'] });
    expect(await authenticate(text)).toEqual({
      kind: 'system',
      system: 'shop',
      keyId: id,
      scopes: ['choice:refuse', 'decide'],
      touchpoints: ['home-hero'],
      test: false,
    });
  });

  it('lies at rest as an HMAC only', async () => {
    const { text, id } = await newKey();
    const row = await temporary.runtime.store.findApiKey(id);
    const parsed = parseApiKey(text);
    if (row === undefined || parsed === undefined) throw new Error('no key');
    expect(new Uint8Array(row.mac)).toEqual(
      new Uint8Array(apiKeyMac(temporary.runtime.vault, parsed)),
    );
    expect(JSON.stringify(row)).not.toContain(parsed.secret);
  });

  it('with another secret, or as the other kind, opens nothing', async () => {
    const { text, id } = await newKey({ ...shop, test: true });
    expect((await authenticate(text))?.test).toBe(true);
    const forge = (kind: string, secret: string) => {
      const signed = `ntk_${kind}_${id}_${secret}`;
      return `${signed}_${toBase62(crc32(signed), 6)}`;
    };
    expect(await authenticate(forge('test', 'A'.repeat(32)))).toBeUndefined();
    const { secret } = parseApiKey(text) ?? { secret: '' };
    expect(parseApiKey(forge('live', secret))?.kind).toBe('live');
    expect(await authenticate(forge('live', secret))).toBeUndefined();
    expect(await authenticate(mintApiKey('live').text)).toBeUndefined();
  });

  it('ends when it expires', async () => {
    const { text } = await newKey({ ...shop, expiresAtMs: nowMs + DAY_MS });
    nowMs += DAY_MS - 1;
    expect(await authenticate(text)).toBeDefined();
    nowMs += 1;
    expect(await authenticate(text)).toBeUndefined();
  });

  it('revoked is refused within five seconds, while its successor works all along', async () => {
    const [old, successor] = [await newKey(), await newKey()];
    expect(await authenticate(old.text)).toBeDefined();
    expect(await revokeApiKey(temporary.runtime, deploymentPrincipal(), old.id)).toEqual({
      ok: true,
    });
    expect(await authenticate(successor.text)).toBeDefined();
    nowMs += 5_000;
    expect(await authenticate(old.text)).toBeUndefined();
    expect(await authenticate(successor.text)).toBeDefined();
    nowMs -= 60_000;
    expect(await authenticate(old.text)).toBeUndefined();
    nowMs += 60_000;
  });
});

describe('making and revoking keys', () => {
  it('announces both in the log, without the secret', async () => {
    const before = (await temporary.runtime.store.head()).seq;
    const { text, id } = await newKey();
    await revokeApiKey(temporary.runtime, deploymentPrincipal(), id);
    const head = await temporary.runtime.store.head();
    expect(head.seq).toBe(before + 2);
    const events = await temporary.runtime.store.searchLog({ order: 'newest', limit: 2 });
    expect(events.map(({ kind }) => kind)).toEqual(['key', 'key']);
    expect(JSON.stringify(events)).not.toContain(parseApiKey(text)?.secret);
  });

  it('is for the deployment and an admin, nobody else', async () => {
    const { runtime } = temporary;
    const { id, text } = await newKey();
    const before = (await runtime.store.head()).seq;
    const keys = (await runtime.store.listApiKeys()).length;
    for (const role of ['auditor', 'author', 'approver'] as const) {
      expect(await createApiKey(runtime, officer([role]), shop)).toEqual({
        ok: false,
        reason: 'forbidden',
      });
      expect(await revokeApiKey(runtime, officer([role]), id)).toEqual({
        ok: false,
        reason: 'forbidden',
      });
    }
    expect((await runtime.store.head()).seq).toBe(before);
    expect(await runtime.store.listApiKeys()).toHaveLength(keys);
    expect(await authenticate(text)).toBeDefined();
    expect((await createApiKey(runtime, officer(['admin']), shop)).ok).toBe(true);
  });

  const bad: readonly (readonly [string, Partial<NewApiKey>, string, string])[] = [
    ['no name', { name: ' ' }, 'invalid_request', '/name'],
    ['no system', { system: '' }, 'invalid_request', '/system'],
    ['a system that is no slug', { system: 'Shop!' }, 'invalid_request', '/system'],
    ['no scope', { scopes: [] }, 'invalid_request', '/scopes'],
    ['an unknown scope', { scopes: ['everything' as 'decide'] }, 'invalid_request', '/scopes/0'],
    ['no place', { touchpoints: [] }, 'invalid_request', '/touchpoints'],
    ['an end in the past', { expiresAtMs: START_MS }, 'time_in_past', '/expiresAtMs'],
    [
      'more than a year',
      { expiresAtMs: START_MS + 400 * DAY_MS },
      'time_in_future',
      '/expiresAtMs',
    ],
  ];
  it.each(bad)('refuses %s and writes nothing', async (_, change, reason, field) => {
    const { runtime } = temporary;
    const before = (await runtime.store.head()).seq;
    const outcome = await createApiKey(runtime, deploymentPrincipal(), { ...shop, ...change });
    expect(outcome).toMatchObject({ ok: false, reason, field });
    expect((await runtime.store.head()).seq).toBe(before);
  });

  it('cannot revoke what is not there, and revokes once', async () => {
    const { runtime } = temporary;
    expect(await revokeApiKey(runtime, deploymentPrincipal(), 'nothing')).toEqual({
      ok: false,
      reason: 'not_found',
    });
    const { id } = await newKey();
    await revokeApiKey(runtime, deploymentPrincipal(), id);
    const { seq } = await runtime.store.head();
    expect(await revokeApiKey(runtime, deploymentPrincipal(), id)).toEqual({ ok: true });
    expect((await runtime.store.head()).seq).toBe(seq);
  });
});
