// Signing in as a new person by mail, as anyone would: the address, then the code that came.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';

export interface Mailed {
  readonly code: string;
  readonly link: string;
}

export function newAddress(): string {
  return `e2e-${randomBytes(6).toString('hex')}@example.test`;
}

export async function mailTo(
  address: string,
  server: { readonly origin: string; readonly dataDir: string },
): Promise<Mailed> {
  const env = {
    ...process.env,
    ...{ DATA_DIR: server.dataDir, ORIGIN: server.origin, DEMO: 'local' },
  };
  const args = ['--import', 'tsx', 'e2e/newest-code.ts', address];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as Mailed;
}

/** Leaves the page at `next`, signed in as somebody who has never chosen anything. */
export async function signInAsNew(
  page: Page,
  server: { readonly origin: string; readonly dataDir: string },
  next = '/',
): Promise<string> {
  const address = newAddress();
  await page.goto(`/sign-in?${new URLSearchParams({ next }).toString()}`);
  await page.locator('#email').fill(address);
  await page.locator('main form[action="/sign-in/request"] button').click();
  await page.locator('#code').waitFor();
  const { code } = await mailTo(address, server);
  await page.locator('#code').fill(code);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  await page.waitForURL((url) => url.pathname === next.split(/[?#]/)[0]);
  return address;
}
