import { describe, expect, it } from 'vitest';
import { crc32After } from './crc32';
import { createHandles, readHandle } from './handles';
import { Lease } from './lease';
import { createMac } from './sha256';

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('handles', () => {
  it('are HMAC-SHA-256 as WebCrypto has it, for keys and messages of every length', async () => {
    const next = random(7);
    for (let length = 0; length <= 200; length += 1) {
      const bytes = (count: number) => Uint8Array.from({ length: count }, () => next(256));
      const [key, message] = [bytes(1 + next(64)), bytes(length)];
      const hmac = { name: 'HMAC', hash: 'SHA-256' };
      const made = await crypto.subtle.importKey('raw', key, hmac, false, ['sign']);
      const view = new DataView(await crypto.subtle.sign('HMAC', made, message));
      const wanted = Array.from({ length: 8 }, (_, at) => view.getUint32(at * 4));
      expect([...createMac(key)(message, length)]).toEqual(wanted);
    }
  });

  it('are found by their first 16 bytes, however the person is named', async () => {
    const key = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const made = await crypto.subtle.importKey('raw', key, hmac, false, ['sign']);
    const handleOf = createHandles(key);
    for (const id of [
      '1',
      '12345',
      '顧客-１',
      'が',
      'か\u3099',
      'é'.repeat(256),
      'x'.repeat(256),
    ]) {
      const text = new TextEncoder().encode(id.normalize('NFC'));
      const mac = Buffer.from(await crypto.subtle.sign('HMAC', made, text));
      const words = new Uint32Array(4);
      expect(readHandle(`h1_${mac.toString('base64url')}`, words)).toBe(true);
      expect([...(handleOf(id)?.slice(0, 4) ?? [])]).toEqual([...words]);
      expect(words[0]).toBe(mac.readUInt32BE(0));
      expect(words[3]).toBe(mac.readUInt32BE(12));
    }
    for (const id of ['', 'x'.repeat(257), '\udc00']) expect(handleOf(id)).toBeUndefined();
  });
});

it('a CRC-32 is the one everybody has', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect(crc32After(crc32After(0, bytes.subarray(0, 4)), bytes.subarray(4))).toBe(0xcbf43926);
});

describe('a lease of 5 seconds', () => {
  const open = (server = 1_000_000_000) => {
    const now = { wall: 500_000, steady: 100 };
    const clock = { wall: () => now.wall, steady: () => now.steady };
    const pass = (ms: number) => {
      now.wall += ms;
      now.steady += ms;
    };
    const lease = new Lease(clock, 5000);
    const hear = lease.connect(clock.steady());
    /** The server's clock at this moment. */
    const there = () => server + now.steady;
    return { lease, hear, pass, now, there };
  };

  it('runs from the reading of the database, not from when the beat came', () => {
    const { lease, hear, pass, there } = open();
    expect(lease.expiry()).toBe('silent');
    pass(20);
    hear(there());
    expect(lease.expiry()).toBeUndefined();
    const read = there();
    pass(3000);
    hear(read + 1);
    pass(1900);
    expect(lease.expiry()).toBeUndefined();
    pass(200);
    expect(lease.expiry()).toBe('primary_unread');
  });

  it('is not renewed by beats whose reading stands still, and then says so', () => {
    const { lease, hear, pass, there } = open();
    const read = there();
    for (let at = 0; at < 11; at += 1) {
      hear(read);
      pass(500);
    }
    expect(lease.expiry()).toBe('primary_unread');
    pass(3000);
    expect(lease.expiry()).toBe('silent');
  });

  it('ends by either clock, and what was on its way while the host slept renews nothing', () => {
    const { lease, hear, now, there } = open();
    hear(there());
    now.wall += 6000;
    expect(lease.expiry()).toBe('suspended');
    hear(there() + 1);
    expect(lease.expiry()).toBe('suspended');
    expect(lease.isBroken).toBe(true);
    lease.connect(now.steady)(there() + 2);
    expect(lease.expiry()).toBeUndefined();
  });

  it.each([-60_000, 60_000])('ends when the server’s clock is set by %i ms', (by) => {
    const { lease, hear, pass, there } = open();
    hear(there());
    pass(400);
    hear(there() + by);
    expect([lease.expiry(), lease.isBroken]).toEqual(['clock', true]);
  });

  it('covers a moment only once the database was read after it, whatever the way took', () => {
    const { lease, hear, pass, now, there } = open();
    pass(100);
    hear(there());
    const written = now.steady;
    expect(lease.covers(written)).toBe(false);
    pass(50);
    hear(there());
    // The request took up to 100 ms to arrive: by so much its clock may be ahead.
    expect(lease.covers(written)).toBe(false);
    pass(60);
    hear(there());
    expect(lease.covers(written)).toBe(true);
  });
});
