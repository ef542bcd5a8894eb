import { describe, expect, it } from 'vitest';
import { addressOf, networkOf } from './callers';
import { pageTemplate, trafficKind } from './classes';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  }) as Parameters<typeof addressOf>[0];
const HTTP = 'http://localhost:3000';
const HTTPS = 'https://consent.example.com';

describe('the address of a caller', () => {
  it('is the connection’s; a header that anyone may send changes nothing', () => {
    const env = { proxies: 0, origin: HTTP };
    expect(addressOf(from('192.0.2.1'), env)).toBe('192.0.2.1');
    expect(addressOf(from('192.0.2.1', '203.0.113.9'), env)).toBe('192.0.2.1');
  });

  it('behind proxies of ours, is what the outermost of them wrote, whatever stands before it', () => {
    const written = 'made, up, 203.0.113.9, 10.0.0.2';
    const at = (proxies: number) =>
      addressOf(from('10.0.0.1', written), { proxies, origin: HTTPS });
    expect(at(1)).toBe('10.0.0.2');
    expect(at(2)).toBe('203.0.113.9');
  });

  it('is nobody’s behind proxies that were not counted: all would share one limit', () => {
    expect(
      addressOf(from('10.0.0.1', '203.0.113.9'), { proxies: 0, origin: HTTPS }),
    ).toBeUndefined();
    expect(addressOf(from('10.0.0.1'), { proxies: 1, origin: HTTPS })).toBeUndefined();
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:7::1', '2001:db8:0:7'],
    ['2001:0db8:0000:0007:ffff:ffff:ffff:ffff', '2001:db8:0:7'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the kind of a request', () => {
  it.each([
    ['/console/export', 'export'],
    ['/console/packs/job_1/file', 'export'],
    ['/api/v1/audiences', 'export'],
    ['/console', 'dashboard'],
    ['/consolefoo', 'withdrawal'],
    ['/history', 'history'],
    ['/history/export', 'export'],
    ['/ledger/2026/tile/0/000', 'history'],
    ['/transparency.json', 'history'],
    ['/api/v1/decisions', 'decision'],
    ['/access/v1/evaluation', 'decision'],
    ['/access/v1/search/subject', 'export'],
    ['/api/v1/changes', 'listening'],
    ['/api/v1/choices', 'withdrawal'],
    ['/u/token', 'withdrawal'],
    ['/stop', 'withdrawal'],
    ['/', 'withdrawal'],
    ['/healthz', 'vital'],
    ['/metrics', 'vital'],
  ])('%s is %s', (path, kind) => {
    expect(trafficKind(path)).toBe(kind);
  });

  it.each([
    ['/', '/'],
    ['/history', '/history'],
    ['/history/evt_secret/receipt', '/history/*'],
    ['/tanaka@example.com', '/*'],
    ['/_next/static/x.js', '/_next/*'],
  ])('%s is named %s', (path, template) => {
    expect(pageTemplate(path)).toBe(template);
  });
});
