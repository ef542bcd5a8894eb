/** A plain no to a form that no page of ours sends. */
export function refuse(status: number, code: string): Response {
  return new Response(`${code}\n`, {
    status,
    headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
  });
}
