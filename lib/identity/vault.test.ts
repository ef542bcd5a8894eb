import { createHmac, hkdfSync, type Hmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEventId } from '../ids';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { SealBrokenError, sealedBytes } from './sealing';
import { openVault, type Vault } from './vault';

let temporary: TemporaryRuntime;
let vault: Vault;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  vault = temporary.runtime.vault;
});
afterAll(() => temporary.dispose());

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
function flipped(original: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(original);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('handles', () => {
  it('are what a system derives from its own key', () => {
    const own = createHmac('sha256', vault.handleKey('shop')).update('12345').digest('base64url');
    expect(vault.handleOf({ system: 'shop', id: '12345' })).toBe(`h1_${own}`);
  });

  it('come from a key bound to the system by a zero byte', async () => {
    const pepper = Buffer.alloc(32, 7);
    const { createHandles } = await import('./handles');
    const handles = createHandles(pepper);
    const keyOf = (label: string) =>
      new Uint8Array(
        hkdfSync(
          'sha256',
          pepper,
          '',
          Buffer.concat([Buffer.from(label), Uint8Array.of(0), Buffer.from('shop')]),
          32,
        ),
      );
    expect(new Uint8Array(handles.handleKey('shop'))).toEqual(keyOf('nattoku/v1/handle'));
    expect(handles.refOf('shop', 'evt_1')).toBe(
      createHmac('sha256', keyOf('nattoku/v1/ref')).update('evt_1').digest('base64url'),
    );
    const eventId = 'evt_AAECAwQFBgcICQoLDA0ODw';
    const hmac = (...parts: (string | Uint8Array)[]) =>
      parts
        .reduce<Hmac>(
          (mac, part) => mac.update(part),
          createHmac('sha256', keyOf('nattoku/v1/ref')),
        )
        .digest();
    const tag = hmac(eventId).subarray(0, 16);
    const stream = hmac(Uint8Array.of(0), tag).subarray(0, 16);
    const id = Buffer.from([...Array(16).keys()].map((byte, at) => byte ^ (stream[at] ?? 0)));
    expect(handles.refOf('shop', eventId)).toBe(Buffer.concat([tag, id]).toString('base64url'));
  });

  it('a ref leads back to its event for us, under its own system, and nothing else does', () => {
    const halves = new Set<string>();
    for (let i = 0; i < 200; i += 1) {
      const eventId = newEventId();
      const ref = vault.refOf('shop', eventId);
      expect(ref).toMatch(/^[\w-]{43}$/);
      expect(vault.eventOfRef('shop', ref)).toBe(eventId);
      expect(vault.eventOfRef('mailer', ref)).toBeUndefined();
      const at = i % 43;
      const other = ref[at] === 'A' ? 'B' : 'A';
      const changed = ref.slice(0, at) + other + ref.slice(at + 1);
      expect(vault.eventOfRef('shop', changed)).toBeUndefined();
      halves.add(ref.slice(0, 8)).add(ref.slice(24, 32));
    }
    // Ids of one hour begin alike; what is told of them does not.
    expect(halves.size).toBe(400);
    for (const text of ['', 'evt_1', vault.refOf('shop', 'evt_1'), 'A'.repeat(43)]) {
      expect(vault.eventOfRef('shop', text)).toBeUndefined();
    }
  });

  it('are the same for two spellings of one text', () => {
    const composed = vault.handleOf({ system: 'shop', id: 'caf\u00e9' });
    expect(vault.handleOf({ system: 'shop', id: 'cafe\u0301' })).toBe(composed);
  });

  it('of one person in two systems have nothing in common', () => {
    expect(vault.handleOf({ system: 'shop', id: '1' })).not.toBe(
      vault.handleOf({ system: 'mailer', id: '1' }),
    );
    expect(vault.refOf('shop', 'evt_1')).not.toBe(vault.refOf('mailer', 'evt_1'));
  });

  it('are not made of text that two identifiers would share', () => {
    expect(() => vault.handleOf({ system: 'shop', id: '\ud800' })).toThrow('not Unicode');
  });

  it('survive a restart and die with another key store', async () => {
    const { env, keyStore } = temporary.runtime;
    const again = await openVault({ secret: env.secret, keyStore });
    const identifier = { system: 'shop', id: '12345' };
    expect(again.handleOf(identifier)).toBe(vault.handleOf(identifier));
    const other = await openTemporaryRuntime();
    expect(other.runtime.vault.handleOf(identifier)).not.toBe(vault.handleOf(identifier));
    await other.dispose();
  });
});

describe('the vault', () => {
  it('says so when the secret is another', async () => {
    const { keyStore } = temporary.runtime;
    await expect(
      openVault({ secret: 'another secret, just as long as the first', keyStore }),
    ).rejects.toThrow('NATTOKU_SECRET does not open this key store');
  });

  it('opens one set of secrets when two processes start at once', async () => {
    const other = await openTemporaryRuntime();
    const { keyStore, env } = other.runtime;
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openVault({ secret: env.secret, keyStore })),
    );
    const handles = opened.map((one) => one.handleOf({ system: 'shop', id: '1' }));
    expect(new Set(handles).size).toBe(1);
    await other.dispose();
  });

  it('wraps a subject key for that subject alone', () => {
    const { key, wrapped } = vault.newSubjectKey('sub_1');
    expect(key).toHaveLength(32);
    expect(Buffer.from(vault.unwrapSubjectKey('sub_1', wrapped))).toEqual(Buffer.from(key));
    expect(() => vault.unwrapSubjectKey('sub_2', wrapped)).toThrow(SealBrokenError);
    expect(Buffer.from(wrapped).includes(Buffer.from(key))).toBe(false);
  });

  it('seals a personal part for its event, and notices every flipped bit', () => {
    const { key } = vault.newSubjectKey('sub_1');
    const sealed = vault.sealPersonal(key, 'evt_1', bytes('{"of":"somebody"}'));
    expect(Buffer.from(vault.openPersonal(key, 'evt_1', sealed)).toString()).toBe(
      '{"of":"somebody"}',
    );
    expect(Buffer.from(sealed).includes('somebody')).toBe(false);
    expect(() => vault.openPersonal(key, 'evt_2', sealed)).toThrow(SealBrokenError);
    for (let at = 0; at < sealed.length; at += 1) {
      expect(() => vault.openPersonal(key, 'evt_1', flipped(sealed, at))).toThrow(SealBrokenError);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.slice(0, length);
      expect(() => vault.openPersonal(key, 'evt_1', cut)).toThrow(SealBrokenError);
    }
  });

  it('never seals the same bytes alike', () => {
    const sealed = Array.from({ length: 2_000 }, () =>
      Buffer.from(vault.seal('test', bytes('same'))).toString('base64'),
    );
    expect(new Set(sealed).size).toBe(sealed.length);
  });

  it('reads a seal in one spelling alone: no bit of its text may be another', () => {
    for (const length of [1, 2, 3]) {
      const text = Buffer.alloc(length, 0xff).toString('base64url');
      expect(sealedBytes(text)).toEqual(Buffer.alloc(length, 0xff));
      const spare = `${text.slice(0, -1)}_`;
      const others = [`${text}=`, ` ${text}`, `${text}!`, text.replace('_', '/')];
      for (const other of [...others, ...(spare === text ? [] : [spare])]) {
        expect(() => sealedBytes(other)).toThrow(SealBrokenError);
      }
    }
  });

  it('keeps purposes apart', () => {
    const sealed = vault.seal('mail', bytes('x'));
    expect(Buffer.from(vault.open('mail', sealed)).toString()).toBe('x');
    expect(() => vault.open('officer', sealed)).toThrow(SealBrokenError);
    expect(vault.mac('mail', 'x')).not.toEqual(vault.mac('officer', 'x'));
    expect(vault.macHolds('mail', 'x', vault.mac('mail', 'x'))).toBe(true);
    expect(vault.macHolds('mail', 'y', vault.mac('mail', 'x'))).toBe(false);
    expect(vault.macHolds('mail', 'x', new Uint8Array())).toBe(false);
  });
});

describe('the seal on a state row', () => {
  const state = bytes('state');

  it('holds for exactly what was sealed', () => {
    const seal = vault.sealState('sub_1', 3, 'head', state);
    expect(vault.stateSealHolds('sub_1', 3, 'head', state, seal)).toBe(true);
    expect(vault.stateSealHolds('sub_2', 3, 'head', state, seal)).toBe(false);
    expect(vault.stateSealHolds('sub_1', 2, 'head', state, seal)).toBe(false);
    expect(vault.stateSealHolds('sub_1', 3, 'heaD', state, seal)).toBe(false);
    expect(vault.stateSealHolds('sub_1', 3, 'head', flipped(state, 0), seal)).toBe(false);
    expect(vault.stateSealHolds('sub_1', 3, 'head', state, flipped(seal, 31))).toBe(false);
    expect(vault.stateSealHolds('sub_1', 3, 'head', state, seal.slice(0, 31))).toBe(false);
  });

  it('does not let bytes move from one field into the next', () => {
    const seal = vault.sealState('sub_1', 3, 'head', state);
    expect(vault.stateSealHolds('sub_1', 3, 'hea', bytes('dstate'), seal)).toBe(false);
    expect(vault.stateSealHolds('sub_1', 3, 'heads', bytes('tate'), seal)).toBe(false);
  });
});

describe('the consent token', () => {
  it.each([0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER])('carries revision %i', (revision) => {
    const token = vault.consentToken('epoch_1', revision);
    expect(vault.readConsentToken(token)).toEqual({ epoch: 'epoch_1', revision });
  });

  it('is never twice the same and always as long', () => {
    const tokens = Array.from({ length: 100 }, (_, i) => vault.consentToken('epoch_1', i * 1e9));
    expect(new Set(tokens).size).toBe(100);
    expect(new Set(tokens.map((token) => token.length)).size).toBe(1);
  });

  it('that we did not write is none', () => {
    const token = vault.consentToken('epoch_1', 7);
    const changed = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    for (const text of [
      '',
      'x',
      `${token}=`,
      ` ${token}`,
      token.slice(1),
      changed,
      'A'.repeat(80),
      'あ'.repeat(60),
    ]) {
      expect(vault.readConsentToken(text), text).toBeUndefined();
    }
  });
});
