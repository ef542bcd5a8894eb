import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac';

describe('HMAC-SHA-256', () => {
  const expected = (key: Uint8Array, text: string): string =>
    createHmac('sha256', key).update(text).digest('hex');
  const shown = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

  it('holds for keys of every length around the block', () => {
    // Up and down again: what a longer key left behind is in nobody else's.
    for (let step = -130; step <= 130; step += 1) {
      const length = 130 - Math.abs(step);
      const key = Buffer.alloc(length, length + 1);
      expect(shown(hmacSha256(key, 'message'))).toBe(expected(key, 'message'));
    }
  });

  it('holds for messages around the most that are hashed in one shot', () => {
    const key = Buffer.alloc(32, 7);
    for (const length of [0, 1, 63, 64, 65, 5_461, 5_462, 16_384, 16_385, 70_000]) {
      for (const unit of ['a', 'あ']) {
        const text = unit.repeat(length);
        expect(shown(hmacSha256(key, text))).toBe(expected(key, text));
        expect(shown(hmacSha256(key, Buffer.from(text)))).toBe(expected(key, text));
      }
    }
  });

  it('gives bytes of its own: a later call leaves an earlier answer as it was', () => {
    const first = hmacSha256(Buffer.alloc(32, 1), 'a');
    const before = shown(first);
    hmacSha256(Buffer.alloc(32, 2), 'b');
    expect(shown(first)).toBe(before);
  });
});
