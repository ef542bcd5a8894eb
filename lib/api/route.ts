/** One entry of the route table: what is served where, to whom, and how it is described. */
import type { RouteConfig } from '@hono/zod-openapi';
import type { Scope, SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import type { Reply } from './reply';

/** What a handler may know of a request, whatever carried it. */
export interface Call {
  readonly runtime: Runtime;
  /** Path without query. */
  readonly instance: string;
  readonly body: string;
  /** The body as it came, where every byte is a character of ASCII: read so without making a text. */
  readonly ascii?: Buffer | undefined;
  /** Of a route that streams: the body as it comes, read by nobody else. */
  readonly stream?: ReadableStream<Uint8Array> | undefined;
  /** Set when the key is known: for the line in the log, never for a rule. */
  keyId?: string;
  header(name: string): string | undefined;
  param(name: string): string | undefined;
  query(name: string): string | undefined;
}
/** A call with a key that holds one of the route's scopes. */
export interface KeyCall extends Call {
  readonly principal: SystemPrincipal;
}

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for parameters, `:name{.+}` for the rest of a path. */
  readonly path: string;
  readonly description: Pick<
    RouteConfig,
    'summary' | 'description' | 'request' | 'responses' | 'tags'
  >;
  /** Of the body; none is read where absent. */
  readonly maxBytes?: number;
  /** The body is a form, as browsers and mail programs send it. */
  readonly form?: true;
  /** The body is `stream`, of whatever length; what it must be, the handler says. */
  readonly streams?: true;
  /** Also with a token for a browser: the handler holds to the one person it names. */
  readonly browsers?: true;
}
export type ApiRoute =
  | (RouteBase & {
      readonly access: 'public';
      readonly handle: (call: Call) => Reply | Promise<Reply>;
    })
  | (RouteBase & {
      /** Any one of these. */
      readonly access: readonly Scope[];
      readonly handle: (call: KeyCall) => Reply | Promise<Reply>;
    });

export const BODY_BYTES = 64 * 1024;
export const BATCH_BYTES = 1024 * 1024;
