/**
 * A page on which nothing belongs to the framework is marked `data-own`, and so is every script of
 * ours: every other one – its runtime, and the page once more as data for it – is not sent (docs/decisions/0035).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const OWN = /<[a-z]+\b[^>]*\sdata-own=/;
/** What a page found out about itself while it was drawn. */
const STATUS = /<main\b[^>]*\sdata-status="(404)"/;
const SCRIPTS = /<script\b(?![^>]*\sdata-own=)[^>]*>[\s\S]*?<\/script>/g;
const SCRIPT_LINKS = /<link\b[^>]*\sas="script"[^>]*>/g;
/** Where the framework parted two texts, or began and ended a part it may redraw. */
const SEAMS = /<!--(?: |\/?\$)-->/g;
/** A part that a script was still to put in its place, or that failed. */
const UNFINISHED = /<!--\$[?!]-->/;

/** INVARIANT: in doubt a page stays as it came; without the framework it must be all there. */
export function withoutFramework(html: string): string {
  if (!OWN.test(html) || UNFINISHED.test(html)) return html;
  return html.replace(SCRIPTS, '').replace(SCRIPT_LINKS, '').replace(SEAMS, '');
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

async function encoded(body: Buffer, accepted: string): Promise<[body: Buffer, encoding?: string]> {
  if (/\bbr\b/.test(accepted)) {
    return [await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), 'br'];
  }
  return /\bgzip\b/.test(accepted) ? [await gzipped(body), 'gzip'] : [body];
}

function isText(chunk: unknown): chunk is string | Uint8Array {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}

/**
 * Holds an answer back once it says that it is HTML, and sends it whole; every other one passes as it
 * is written. Answers how to let go of what was held, for whoever answers instead.
 */
export function holdDocument(request: IncomingMessage, response: ServerResponse): () => void {
  if (request.method === 'HEAD') return () => undefined;
  const { setHeader, writeHead, flushHeaders, write, end } = response;
  const accepted = String(request.headers['accept-encoding'] ?? '');
  let chunks: Buffer[] | undefined;
  const keep = (chunk: unknown) => {
    if (isText(chunk)) chunks?.push(Buffer.from(chunk as string));
  };
  const letGo = () => {
    chunks = undefined;
    Object.assign(response, { setHeader, writeHead, flushHeaders, write, end });
  };
  const finish = async (held: readonly Buffer[]) => {
    const came = Buffer.concat(held).toString('utf8');
    const html = withoutFramework(came);
    const [, status] = STATUS.exec(came) ?? [];
    if (status !== undefined) response.statusCode = Number(status);
    const [body, encoding] = await encoded(Buffer.from(html), accepted);
    letGo();
    if (response.destroyed) return;
    if (encoding !== undefined) response.setHeader('content-encoding', encoding);
    response.setHeader('content-length', body.length);
    response.writeHead(response.statusCode);
    response.end(body);
  };
  const passing =
    (original: (...given: never[]) => unknown, held: (given: readonly unknown[]) => unknown) =>
    (...given: never[]) =>
      chunks === undefined ? Reflect.apply(original, response, given) : held(given);
  Object.assign(response, {
    setHeader(name: string, value: number | string | readonly string[]) {
      const isHtml = name.toLowerCase() === 'content-type' && String(value).startsWith('text/html');
      if (isHtml) {
        chunks ??= [];
        // Compressed here, when it is whole.
        delete request.headers['accept-encoding'];
      }
      return setHeader.call(response, name, value);
    },
    writeHead: passing(writeHead, ([status]) => {
      if (typeof status === 'number') response.statusCode = status;
      return response;
    }),
    flushHeaders: passing(flushHeaders, () => undefined),
    write: passing(write, ([chunk]) => {
      keep(chunk);
      return true;
    }),
    end: passing(end, ([chunk]) => {
      keep(chunk);
      finish(chunks ?? []).catch((error: unknown) => response.destroy(error as Error));
      return response;
    }),
  });
  return letGo;
}
