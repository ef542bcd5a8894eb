import { describe, expect, it } from 'vitest';
import { checkHost, hostOf, isPublic, lookupOf, mayReach, readWebhookUrl } from './address';

const STRICT = { loopback: false };
const LOCAL = { loopback: true };

const NOT_PUBLIC = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255'],
  ...['192.168.1.1', '100.64.0.1', '169.254.169.254', '192.0.0.1', '192.0.2.1', '198.18.0.1'],
  ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1', '::', '::1', 'fe80::1'],
  ...['fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
  ...['::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1'],
  ...['2001:db8::1', '3fff::1', '100::1', '5f00::1', 'fe80::1%eth0', 'nothing', ''],
];

describe('an address', () => {
  it.each(NOT_PUBLIC)('that is not public is never reached: %s', (address) => {
    expect(isPublic(address)).toBe(false);
    expect(mayReach(address, STRICT)).toBe(false);
  });

  it.each(['8.8.8.8', '203.0.114.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    'that is public is: %s',
    (address) => expect(mayReach(address, STRICT)).toBe(true),
  );

  it('of this machine is reached where that is allowed, and no other that is private', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect(mayReach(address, LOCAL)).toBe(true);
    }
    for (const address of ['10.0.0.1', '169.254.169.254', 'fd00::1', '0.0.0.0']) {
      expect(mayReach(address, LOCAL)).toBe(false);
    }
  });
});

describe('the URL of a webhook', () => {
  it.each([
    ...['http://shop.example/', 'https://shop.example:8443/', 'ftp://shop.example/', '/hooks'],
    ...['https://user@shop.example/', 'https://u:p@shop.example/', 'https://shop.example/#x'],
    ...['https://shop.example./', 'https://localhost/', 'https://a.localhost/', 'https:'],
    ...['https://127.0.0.1/', 'https://0x7f.1/', 'https://2130706433/', 'https://0177.0.0.1/'],
    ...[
      'https://127.0.0.1./',
      'https://127。0。0。1/',
      'https://[::1]/',
      'https://[::ffff:7f00:1]/',
    ],
    ...['https://169.254.169.254/latest/meta-data', 'https://10.1/', 'https://[fd00::1]/'],
    `https://shop.example/${'x'.repeat(2_000)}`,
  ])('is refused: %s', (text) => {
    expect(readWebhookUrl(text, STRICT).ok).toBe(false);
  });

  it('is taken where it is https on its own port', () => {
    for (const text of ['https://shop.example/hooks?a=1', 'https://shop.example:443/']) {
      expect(readWebhookUrl(text, STRICT).ok).toBe(true);
    }
  });

  it('may be plain http on any port of this machine alone, where that is allowed', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      expect(readWebhookUrl(`http://${host}:4567/x`, LOCAL).ok).toBe(true);
      expect(readWebhookUrl(`http://${host}:4567/x`, STRICT).ok).toBe(false);
    }
    for (const text of ['http://shop.example/', 'https://shop.example:8443/', 'http://10.0.0.1/']) {
      expect(readWebhookUrl(text, LOCAL).ok).toBe(false);
    }
    expect(hostOf(new URL('http://[::1]:4567/'))).toBe('::1');
  });
});

describe('a name', () => {
  const good = { address: '8.8.8.8', family: 4 };
  it('one of whose addresses is not public is refused', async () => {
    const resolve = () => Promise.resolve([good, { address: '10.0.0.1', family: 4 }]);
    const checked = await checkHost('shop.example', STRICT, resolve);
    expect(checked).toEqual({ ok: false, problem: 'not_public' });
  });

  it('that nobody knows is unresolved, and an address is not looked up', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await checkHost('shop.example', STRICT, resolve)).toMatchObject({
      problem: 'unresolved',
    });
    expect(await checkHost('8.8.8.8', STRICT, resolve)).toEqual({ ok: true, addresses: [good] });
  });

  it('leads a connection to what was checked, whatever it says by then', () => {
    const answers: unknown[] = [];
    const lookup = lookupOf([good]);
    lookup('shop.example', { all: true }, (...answer) => answers.push(answer));
    lookup('shop.example', {}, (...answer) => answers.push(answer));
    expect(answers).toEqual([
      [null, [good]],
      [null, '8.8.8.8', 4],
    ]);
  });
});
