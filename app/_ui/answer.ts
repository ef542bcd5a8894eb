/** Answers to our own forms: a redirect for a page, the same place as JSON for a script. */

export function leadTo(request: Request, to: string, headers?: HeadersInit): Response {
  const all = new Headers(headers);
  all.set('cache-control', 'no-store');
  if (request.headers.get('accept')?.includes('application/json')) {
    return Response.json({ to }, { headers: all });
  }
  all.set('location', to);
  return new Response(null, { status: 303, headers: all });
}

/** Adds to the query of a local path, before its fragment. */
export function withQuery(path: string, name: string, value: string): string {
  const [before = '/', fragment] = path.split('#');
  const joined = `${before}${before.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
