import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { choosePort, portIsFree } from './port.mjs';

describe('choosing a port', () => {
  test('a port that was asked for and is free is used', async () => {
    expect(await choosePort('4100', async () => true)).toEqual({ port: 4100, moved: false });
  });

  test('a port that was asked for is never moved: one line says it is taken', async () => {
    const { port, problem } = await choosePort('4100', async () => false);
    expect(port).toBeUndefined();
    expect(problem).toMatch(/^Port 4100 is taken .*PORT=4101/);
    expect(problem).not.toContain('\n');
  });

  test.each(['abc', '0', '65536', '-1', '3000.5', '0x10', ' '])(
    'PORT=%s is refused',
    async (asked) => {
      expect((await choosePort(asked, async () => true)).problem).toContain(`not "${asked}"`);
    },
  );

  test('without PORT the next free one from 3000 is taken, and it is said', async () => {
    const free = async (port) => port >= 3003;
    expect(await choosePort(undefined, free)).toEqual({ port: 3003, moved: true });
    expect(await choosePort('', async () => true)).toEqual({ port: 3000, moved: false });
  });

  test('with every port taken it gives up with a sentence', async () => {
    expect((await choosePort(undefined, async () => false)).problem).toContain('all taken');
  });

  test('a port somebody listens on is seen as taken, whether on all addresses or on one', async () => {
    for (const host of [undefined, '127.0.0.1']) {
      const other = createServer();
      await new Promise((resolve) => other.listen(0, host, resolve));
      const { port } = other.address();
      expect(await portIsFree(port)).toBe(false);
      await new Promise((resolve) => other.close(resolve));
      expect(await portIsFree(port)).toBe(true);
    }
  });
});
