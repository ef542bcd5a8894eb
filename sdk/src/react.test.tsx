import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createBrowserClient } from './browser';
import { Personal } from './react';

const never = { decide: () => new Promise<never>(() => undefined) };

it('on the server, and before the answer, only what everybody sees is rendered', () => {
  const page = (
    <Personal client={never} touchpoint="shop-for-you" generic="bestsellers">
      {() => 'picks'}
    </Personal>
  );
  expect(renderToStaticMarkup(page)).toBe('bestsellers');
  const bare = (
    <Personal client={never} touchpoint="shop-for-you">
      {() => 'picks'}
    </Personal>
  );
  expect(renderToStaticMarkup(bare)).toBe('');
});

it('a browser without a pass, with a key instead of one, or with one that never comes, gets a no', async () => {
  const pass = { expiresAt: '2099-01-01T00:00:00Z', subject: { handle: 'h' }, touchpoint: 't' };
  const fetch = () => Promise.reject(new Error('nothing may be sent'));
  for (const give of [
    () => Promise.reject(new Error('no pass')),
    () => Promise.resolve({ ...pass, token: 'ntk_live_x' }),
    () => new Promise<never>(() => undefined),
  ]) {
    const client = createBrowserClient({
      origin: 'https://c.example',
      pass: give,
      timeoutMs: 30,
      fetch,
    });
    expect(await client.decide({ touchpoint: 't' })).toMatchObject({ decision: false });
  }
});
