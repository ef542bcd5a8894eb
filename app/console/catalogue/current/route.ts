import { maySeeDrafts } from '@/lib/publishing/draft-gates';
import { contentInForce } from '@/lib/publishing/read-draft';
import { runtime } from '@/lib/runtime/current';
import { getPrincipal } from '../../../_ui/principal';
import { refuse } from '../../refuse';

/** What is in force, in the form in which a draft is handed in. */
export async function GET(): Promise<Response> {
  const [open, principal] = await Promise.all([runtime(), getPrincipal()]);
  if (!maySeeDrafts(principal)) return refuse(403, 'forbidden');
  await open.subjects.fresh();
  const { catalogue, version } = open.catalogues.current();
  const text = `${JSON.stringify(contentInForce(catalogue), null, 2)}\n`;
  return new Response(text, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="catalogue-${String(version)}.json"`,
      'cache-control': 'no-store',
    },
  });
}
