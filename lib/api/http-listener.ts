/** One listener: decisions first, then the other API paths, then pages (DESIGN §8). */
import { IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Runtime } from '../runtime/model';
import { isApiPath } from './api-paths';
import { createApi } from './app';
import { handleDecision } from './decisions/node-handler';
import { isSignalled, noticeBrowser, preparePage } from './http-pages';
import { holdDocument } from './page-document';
import { problemOfError, problemReply } from './problem';
import { headersOf, type Reply } from './reply';
import { trafficOf } from './traffic/traffic';
import { letIn, seenOf } from './traffic/watch';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function write(response: ServerResponse, reply: Reply): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, headersOf(reply));
  response.end(reply.body);
}

/** `pages` is absent on a decision node. */
export function createListener(
  runtime: Runtime,
  pages: { readonly handle: PageHandler; readonly dev: boolean } | undefined,
): RequestListener {
  const api = createApi(() => runtime);
  const answer = (request: Request, { incoming }: { readonly incoming: object }) => {
    const seen = incoming instanceof IncomingMessage ? seenOf(incoming) : undefined;
    return api.fetch(request, seen === undefined ? {} : { seen });
  };
  const answerApi = getRequestListener(answer, {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      runtime.log.error({ err: error }, 'a request could not be read');
      const reply = problemReply('invalid_request', '/', { detail: 'This cannot be read.' });
      return new Response(reply.body, { status: reply.status, headers: headersOf(reply) });
    },
  });
  const desk = trafficOf(runtime);
  return (request, response) => {
    if (handleDecision(runtime, request, response)) return;
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    if (!letIn(runtime, desk, request, response, path)) return;
    if (pages === undefined || isApiPath(path)) {
      void answerApi(request, response);
      return;
    }
    preparePage(runtime.env, pages.dev, request, response);
    const letGo = holdDocument(request, response);
    const shown = isSignalled(request)
      ? noticeBrowser(runtime, request, response).then(() => pages.handle(request, response))
      : pages.handle(request, response);
    shown.catch((error: unknown) => {
      runtime.log.error({ err: error }, 'a page failed');
      letGo();
      write(response, problemOfError(error, path));
    });
  };
}
