import { expect, test } from 'vitest';
import { randomInto, randomPart, randomText } from './random';

test('no bytes are given out twice, however they are taken and however often the pool is filled again', () => {
  const taken: string[] = [];
  for (let i = 0; i < 1_000; i += 1) {
    const target = Buffer.alloc(20);
    randomInto(target, 2, 16);
    expect([target[0], target[1], target[18], target[19]]).toEqual([0, 0, 0, 0]);
    taken.push(target.subarray(2, 18).toString('base64url'));
    taken.push(randomPart(16).toString('base64url'), randomText(16));
  }
  expect(taken.every((text) => text.length === 22)).toBe(true);
  expect(new Set(taken).size).toBe(taken.length);
});
