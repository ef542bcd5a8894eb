import { verifierScript } from '../../../_ui/verify/script';

/** The verifier's script: one file, made with the pages, named by its digest. */
export async function GET(request: Request): Promise<Response> {
  const script = await verifierScript();
  if (script === undefined) return new Response('not found\n', { status: 404 });
  const named = new URL(request.url).searchParams.get('v') === script.digest;
  return new Response(script.text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': named ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  });
}
