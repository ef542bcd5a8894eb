/**
 * The body of a request as text, and no more of it than a call takes: told in advance or sent in
 * pieces of unknown number, which many clients do.
 */
import { isUtf8 } from 'node:buffer';

export type BodyText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'too_large' | 'not_text' };

const TOO_LARGE: BodyText = { ok: false, reason: 'too_large' };

function textOf(bytes: Buffer): BodyText {
  if (!isUtf8(bytes)) return { ok: false, reason: 'not_text' };
  return { ok: true, text: bytes.toString('utf8') };
}

/** undefined: more than `maxBytes`. What is left unread is cancelled. */
async function readPieces(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    sizeBytes += value.length;
    if (sizeBytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
}

export async function readBodyText(
  request: Pick<Request, 'headers' | 'body' | 'arrayBuffer'>,
  maxBytes: number,
): Promise<BodyText> {
  const { headers } = request;
  const told = headers.get('content-length');
  // Whoever sends pieces may tell any length: only what comes counts.
  if (told !== null && !headers.has('transfer-encoding')) {
    if (Number(told) > maxBytes) return TOO_LARGE;
    return textOf(Buffer.from(await request.arrayBuffer()));
  }
  const { body } = request;
  const bytes = body === null ? Buffer.alloc(0) : await readPieces(body, maxBytes);
  return bytes === undefined ? TOO_LARGE : textOf(bytes);
}
