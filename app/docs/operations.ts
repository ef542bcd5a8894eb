import { openApiDocument } from '@/lib/api/description/document';
import { API_ROUTES } from '@/lib/api/routes';

export interface Operation {
  /** `POST /api/v1/decisions`. */
  readonly name: string;
  readonly anchor: string;
  readonly group: string;
  readonly summary: string;
  readonly description: string | undefined;
  /** Empty: anyone. */
  readonly scopes: readonly string[];
  readonly answers: readonly { readonly status: string; readonly meaning: string }[];
  /** Of the body, written out. */
  readonly bodySchema: string | undefined;
  readonly answerSchema: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;
function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isJson(inner) ? inner[key] : undefined), value);
}

/** References written out, so that a reader sees the whole shape in one place. */
function resolved(document: unknown, value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(document, item, depth));
  if (!isJson(value)) return value;
  const reference = value.$ref;
  if (typeof reference === 'string' && depth < 8) {
    return resolved(document, at(document, ...reference.split('/').slice(1)), depth + 1);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolved(document, item, depth)]),
  );
}

function schemaText(document: unknown, holder: unknown): string | undefined {
  const schema = at(holder, 'content', 'application/json', 'schema');
  return schema === undefined ? undefined : JSON.stringify(resolved(document, schema), null, 2);
}

export function readOperations(origin: string): readonly Operation[] {
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument(API_ROUTES, origin)));
  return API_ROUTES.map(({ method, path, access, description }) => {
    const described = path.replace(/:(\w+)(\{\.\+\})?/g, '{$1}');
    const operation = at(document, 'paths', described, method.toLowerCase());
    const responses = Object.entries(description.responses);
    const success = responses.find(([status]) => status.startsWith('2'))?.[0] ?? '200';
    return {
      name: `${method} ${described}`,
      anchor: `${method}${described}`
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/-$/, ''),
      group: description.tags?.[0] ?? 'Status',
      summary: description.summary ?? '',
      description: description.description,
      scopes: access === 'public' ? [] : access,
      answers: responses.map(([status, response]) => ({
        status,
        meaning: String(at(response, 'description') ?? ''),
      })),
      bodySchema: schemaText(document, at(operation, 'requestBody')),
      answerSchema: schemaText(document, at(operation, 'responses', success)),
    };
  });
}
