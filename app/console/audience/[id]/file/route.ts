import { stringify } from 'csv-stringify/sync';
import { findList } from '@/lib/asking/audience/kept-lists';
import { AppError } from '@/lib/errors';
import { leadTo } from '../../../../_ui/answer';
import { readForm } from '../../../../_ui/form-request';
import { getLocale } from '../../../../_ui/locale';
import { getPrincipal } from '../../../../_ui/principal';
import { refuse } from '../../../refuse';
import { audienceWords } from '../../words';

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** To whoever made it, by POST from our own page: no link that could be passed on (SEC-14). */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { runtime } = posted;
  const { id } = await params;
  try {
    const list = await findList(runtime, await getPrincipal(), id);
    if (list === undefined) return leadTo(request, '/console/audience?problem=over');
    const locale = await getLocale();
    const { data } = runtime.catalogues.current();
    const names = (keys: readonly string[]): string =>
      keys.map((key) => data.get(key)?.text[locale].name ?? key).join(' / ');
    const rows = list.rows.map(({ id: member, validUntilMs, permitted }) => [
      ...[member, new Date(validUntilMs).toISOString().slice(0, 19) + 'Z', names(permitted)],
    ]);
    const csv = stringify([[...audienceWords[locale].csv], ...rows], {
      ...{ bom: true, record_delimiter: 'windows', escape_formulas: true },
    });
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="nattoku-${id}.csv"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.status, error.code);
  }
}
