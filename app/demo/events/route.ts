import { getLocale } from '../../_ui/locale';
import { demoRuntime, nothingHere } from '../door';
import { currentPersona, readHappened } from '../stage/read';

/** Read by the guided page every second. */
export async function GET(): Promise<Response> {
  const runtime = await demoRuntime();
  if (runtime === undefined) return nothingHere();
  const [persona, locale] = await Promise.all([currentPersona(), getLocale()]);
  const body = await readHappened(runtime, persona, locale);
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}
