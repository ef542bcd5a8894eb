// For hosts that only run Next: the same application that server.ts answers with before Next.
import { createApi } from '@/lib/api/app';
import { runtime } from '@/lib/runtime/current';

export const dynamic = 'force-dynamic';

const api = createApi(runtime);
const handle = (request: Request): Response | Promise<Response> => api.fetch(request);

export {
  handle as DELETE,
  handle as GET,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
