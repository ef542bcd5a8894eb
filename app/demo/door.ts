import { runtime } from '@/lib/runtime/current';
import type { Runtime } from '@/lib/runtime/model';
import { readForm } from '../_ui/form-request';

/** Nothing under /demo is there when the demo is off. */
export async function demoRuntime(): Promise<Runtime | undefined> {
  const open = await runtime();
  return open.env.demo === 'off' ? undefined : open;
}

export function nothingHere(): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response('not_found\n', { status: 404, headers });
}

/** The demo's forms: there only in the demo, then through the same door as every form. */
export async function readDemoForm(
  request: Request,
): Promise<
  | { readonly ok: true; readonly runtime: Runtime; readonly fields: FormData }
  | { readonly ok: false; readonly answer: Response }
> {
  if ((await demoRuntime()) === undefined) return { ok: false, answer: nothingHere() };
  return readForm(request);
}
