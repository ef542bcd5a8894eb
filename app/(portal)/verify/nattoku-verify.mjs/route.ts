import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The auditors' command as one file, made with the pages (LEDGER "Over HTTP and on the command line"). */
export async function GET(): Promise<Response> {
  const file = path.join(process.cwd(), '.next', 'nattoku-verify.mjs');
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return new Response('not made here\n', { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-disposition': 'attachment; filename="nattoku-verify.mjs"',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'x-content-sha256': createHash('sha256').update(bytes).digest('hex'),
    },
  });
}
