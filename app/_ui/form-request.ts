import { isSameSite } from '@/lib/identity/origin-check';
import { runtime } from '@/lib/runtime/current';
import type { Runtime } from '@/lib/runtime/model';

const FORM_MAX_BYTES = 16_384;
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

export type FormRequest =
  | { readonly ok: true; readonly runtime: Runtime; readonly fields: FormData }
  | { readonly ok: false; readonly answer: Response };

function refused(status: number, text: string): FormRequest {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return { ok: false, answer: new Response(`${text}\n`, { status, headers }) };
}

/** The door of every form: from our own pages only, small, and a form (SEC-06). */
export async function readForm(request: Request, maxBytes = FORM_MAX_BYTES): Promise<FormRequest> {
  const open = await runtime();
  if (!isSameSite(request.headers, open.env.origin)) return refused(403, 'cross_site');
  const type = request.headers.get('content-type') ?? '';
  if (!FORM_TYPES.some((known) => type.startsWith(known))) {
    return refused(415, 'unsupported_media_type');
  }
  if (Number(request.headers.get('content-length') ?? '0') > maxBytes) {
    return refused(413, 'payload_too_large');
  }
  try {
    return { ok: true, runtime: open, fields: await request.formData() };
  } catch {
    return refused(400, 'invalid_request');
  }
}

export function textField(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
