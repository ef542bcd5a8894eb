import { JSON_TYPE } from '../reply';
import type { ApiRoute } from '../route';
import { openApiDocument } from './document';

/** Describes what `routes` gives, itself included. */
export function describingRoute(routes: () => readonly ApiRoute[]): ApiRoute {
  const texts = new Map<string, string>();
  function textFor(origin: string): string {
    const text = texts.get(origin) ?? JSON.stringify(openApiDocument(routes(), origin));
    texts.set(origin, text);
    return text;
  }
  return {
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    description: {
      tags: ['Status'],
      summary: 'This description, as OpenAPI 3.1',
      responses: { 200: { description: 'The document', content: { 'application/json': {} } } },
    },
    handle: ({ runtime }) => ({
      status: 200,
      contentType: JSON_TYPE,
      body: textFor(runtime.env.origin),
      headers: { 'cache-control': 'public, max-age=300' },
    }),
  };
}
