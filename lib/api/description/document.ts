/** The OpenAPI document, made from the schemas that validate. */
import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { ApiRoute } from '../route';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

const SECURITY_NAME = 'key';
const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

function describe(route: ApiRoute): RouteConfig {
  const { method, path, access, description } = route;
  const scopes = access === 'public' ? {} : { 'x-scopes': [...access] };
  return {
    ...description,
    ...scopes,
    method: METHODS[method],
    path: path.replace(/:(\w+)(\{\.\+\})?/g, '{$1}'),
    security: access === 'public' ? [] : [{ [SECURITY_NAME]: [] }],
  };
}

export function openApiDocument(routes: readonly ApiRoute[], origin: string): OpenApiDocument {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', SECURITY_NAME, {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of one system: `npx nattoku keys create`, or a short-lived token made of it',
  });
  for (const route of routes) app.openAPIRegistry.registerPath(describe(route));
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Nattoku policy API',
      version: '1',
      description: 'May I personalise this, for this person, here, with this data, now?',
    },
    servers: [{ url: origin }],
  });
}
