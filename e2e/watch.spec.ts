// The product watches its own way out: a round through the real pages, and the alarm on every page.
import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { expect, loginAsOfficer, test } from './fixtures';
import { say } from './words';

const now = () => say('いま確かめる', 'Check now');
const alarm = (page: Page) =>
  page.getByText(say('断る操作が効いていないおそれがあります', 'Refusing may not work'));

/** The node beside this one that the server is told to ask (bin/e2e-server.mjs): ours, at another address. */
async function openBeside(origin: string): Promise<() => void> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { authorization = '' } = request.headers;
      const answer = await fetch(`${origin}${request.url ?? ''}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: Buffer.concat(parts),
      });
      response.writeHead(answer.status).end(await answer.text());
    })();
  });
  const port = Number(new URL(origin).port) + 7;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

test('a node that does not answer alarms the officer on every page, until a round goes through', async ({
  page,
  server,
}) => {
  await loginAsOfficer(page);
  await page.goto('/console/watch');
  await page.getByRole('button', { name: now() }).click();
  await expect(alarm(page)).toBeVisible();
  await page.goto('/console/gaps');
  await expect(alarm(page)).toBeVisible();
  await page.getByRole('link', { name: say('何が起きたかを見る', 'See what happened') }).click();

  const close = await openBeside(server.origin);
  try {
    await page.getByRole('button', { name: now() }).click();
    await expect(page.getByText(/^(断る操作は効いています|Refusing works)/)).toBeVisible();
    await expect(alarm(page)).toHaveCount(0);
  } finally {
    close();
  }
  // Through the pages of people, and nobody's in the record of theirs.
  await page.goto('/console?by=watch');
  await expect(page.getByRole('table')).toContainText(say('見張り', 'The watch'));
});
