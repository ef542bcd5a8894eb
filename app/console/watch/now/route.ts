import { reachOf } from '@/lib/watch/keeper';
import { watchOnce } from '@/lib/watch/rounds';
import { leadTo } from '../../../_ui/answer';
import { readForm } from '../../../_ui/form-request';
import { getPrincipal } from '../../../_ui/principal';
import { refuse } from '../../refuse';

/** A round at once, beside those that are due. */
export async function POST(request: Request): Promise<Response> {
  const posted = await readForm(request);
  if (!posted.ok) return posted.answer;
  const { runtime } = posted;
  const principal = await getPrincipal();
  if (principal.kind !== 'officer' || !principal.roles.includes('auditor')) {
    return refuse(403, 'forbidden');
  }
  const gone = await watchOnce(runtime, reachOf(runtime));
  return leadTo(request, gone === undefined ? '/console/watch?busy=1' : '/console/watch');
}
