import { after } from 'next/server';
import { leadTo } from '../../../_ui/answer';
import { readDemoForm } from '../../door';
import { runJob } from '../job';
import { allRows } from '../people';
import { beginRun } from '../runs';

/** One run at a time; the page shows how far it is. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const run = beginRun(allRows().length, Date.now());
  if (run !== undefined) after(() => runJob(run));
  return leadTo(request, '/demo/training');
}
