// Signing in as a new person by mail: the address, then the code that came – through the pages, as
// anyone would, or with the same two forms posted and no page drawn, where signing in is not the point.
import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';

interface Server {
  readonly origin: string;
}

export interface Mailed {
  readonly code: string;
  readonly link: string;
}

const attribute = (text: string) => text.replaceAll('&amp;', '&');

/** The newest mail to an address, read where the demo shows it: its code and its link. */
export async function mailTo(address: string, server: Server): Promise<Mailed> {
  const answer = await fetch(`${server.origin}/demo/outbox`);
  const mails = (await answer.text()).split('<article').slice(1);
  const mail = mails.find((markup) => markup.includes(`${address}<`));
  const code = /<strong>(\d{6})<\/strong>/.exec(mail ?? '')?.[1];
  const link = /<a href="([^"]+)"/.exec(mail ?? '')?.[1];
  if (code === undefined || link === undefined) throw new Error('no mail with a code and a link');
  return { code, link: attribute(link) };
}

export function newAddress(): string {
  return `e2e-${randomBytes(6).toString('hex')}@example.test`;
}

/** Asks for a code on the open page and gives it. Answers the new person's address. */
export async function completeSignIn(page: Page, server: Server): Promise<string> {
  const address = newAddress();
  await page.locator('#email').fill(address);
  await page.locator('main form[action="/sign-in/request"] button').click();
  await page.locator('#code').waitFor();
  await page.locator('#code').fill((await mailTo(address, server)).code);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  return address;
}

/** Leaves the page at `next`, signed in as somebody who has never chosen anything. */
export async function signInThroughPages(page: Page, server: Server, next = '/'): Promise<string> {
  await page.goto(`/sign-in?${new URLSearchParams({ next }).toString()}`);
  const address = await completeSignIn(page, server);
  await page.waitForURL((url) => url.pathname === next.split(/[?#]/)[0]);
  return address;
}

/** The cookies of `request` become those of somebody who has never chosen anything. */
export async function becomeNew(request: APIRequestContext, server: Server): Promise<string> {
  const address = newAddress();
  const post = async (path: string, form: Record<string, string>) => {
    const headers = { origin: server.origin };
    const answer = await request.post(path, { form, headers, maxRedirects: 0 });
    return new URL(answer.headers()['location'] ?? '', server.origin);
  };
  const asked = await post('/sign-in/request', { email: address });
  const code = (await mailTo(address, server)).code;
  const page = asked.searchParams.get('page') ?? '';
  const entered = await post('/sign-in/complete', { page, code });
  if (entered.pathname !== '/') throw new Error(`not signed in: led to ${entered.pathname}`);
  return address;
}

/** As `signInThroughPages`, without the pages. */
export async function signInAsNew(page: Page, server: Server, next = '/'): Promise<string> {
  const address = await becomeNew(page.context().request, server);
  await page.goto(next);
  return address;
}
