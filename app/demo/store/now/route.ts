import { nothingHere, demoRuntime } from '../../door';
import { getServing, leaseMs, PLACE, shownBy } from '../serving';

/** What the tablet may show at this moment: asked again, nothing of the person in the answer. */
export async function GET(): Promise<Response> {
  if ((await demoRuntime()) === undefined) return nothingHere();
  const answer = (await getServing()).answers.get(PLACE);
  const body = { shown: shownBy(answer), leaseMs: leaseMs(answer, Date.now()) };
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}
