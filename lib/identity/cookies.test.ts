import { describe, expect, it } from 'vitest';
import { clearedCookieHeader, cookieHeader, cookieName, readCookie } from './cookies';

describe('cookies', () => {
  it('are bound to the host and to https wherever the origin is https', () => {
    expect(cookieHeader('https://consent.example.com', 'session', 'v', 60)).toBe(
      '__Host-nattoku-session=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('work on this machine without https', () => {
    expect(cookieHeader('http://localhost:3000', 'device', 'v', 60)).toBe(
      'nattoku-device=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax',
    );
    expect(cookieName('http://localhost:3000', 'session')).toBe('nattoku-session');
  });

  it('are taken away under the same name and path', () => {
    expect(clearedCookieHeader('https://a.example', 'session')).toBe(
      '__Host-nattoku-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it.each([
    ['a=1; b=2', 'b', '2'],
    ['a=1;b=2', 'b', '2'],
    ['b=x=y', 'b', 'x=y'],
    ['xb=1', 'b', undefined],
    ['b=', 'b', undefined],
    ['b=1; b=2', 'b', undefined],
    ['b', 'b', undefined],
    ['', 'b', undefined],
    [null, 'b', undefined],
    [undefined, 'b', undefined],
  ])('read from %s the value of %s', (header, name, value) => {
    expect(readCookie(header, name)).toBe(value);
  });
});
