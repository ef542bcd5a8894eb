import { Readable } from 'node:stream';
import { AppError } from '@/lib/errors';
import { openPack } from '@/lib/jobs/pack-jobs';
import { leadTo } from '../../../../_ui/answer';
import { readForm } from '../../../../_ui/form-request';
import { getPrincipal } from '../../../../_ui/principal';
import { refuse } from '../../../refuse';

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** To whoever asked for it, by POST from our own page: no link that could be passed on (SEC-14). */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { id } = await params;
  try {
    const pack = await openPack(posted.runtime, await getPrincipal(), id);
    if (pack === undefined) return leadTo(request, `/console/packs/${encodeURIComponent(id)}`);
    return new Response(Readable.toWeb(pack.stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'application/zip',
        'content-length': String(pack.bytes),
        'content-disposition': `attachment; filename="nattoku-${id}.zip"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
