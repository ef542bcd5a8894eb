import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { headers } from 'next/headers';

/** `portal`: every page people see; `verifier`: the verification page. */
export type OwnScriptName = 'portal' | 'verifier';

export interface OwnScript {
  readonly text: string;
  /** base64 SHA-256: names the bytes in addresses and in the saved file's own policy. */
  readonly digest: string;
}

const kept = new Map<OwnScriptName, Promise<OwnScript>>();

async function read(name: OwnScriptName): Promise<OwnScript> {
  const text = await readFile(path.join(process.cwd(), '.next', `${name}.js`), 'utf8');
  return { text, digest: createHash('sha256').update(text).digest('base64') };
}

/** One of the bundles that bin/bootstrap/own-scripts.mjs makes; undefined where it was not made. */
export async function ownScript(name: OwnScriptName): Promise<OwnScript | undefined> {
  const reading = kept.get(name) ?? read(name);
  kept.set(name, reading);
  try {
    return await reading;
  } catch {
    kept.delete(name);
    return undefined;
  }
}

/** One file, made with the pages, named by its digest. */
export async function answerOwnScript(request: Request, name: OwnScriptName): Promise<Response> {
  const script = await ownScript(name);
  if (script === undefined) return new Response('not found\n', { status: 404 });
  const named = new URL(request.url).searchParams.get('v') === script.digest;
  return new Response(script.text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': named ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  });
}

/** What a script of this very answer carries. */
export async function pageNonce(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy');
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
