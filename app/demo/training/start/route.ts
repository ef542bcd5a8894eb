import { after } from 'next/server';
import { leadTo } from '../../../_ui/answer';
import { readDemoForm } from '../../door';
import { runJob } from '../job';
import { allRows } from '../people';
import { startRun } from '../runs';

/** A short run is over when the page comes; a longer one goes on behind it, and the page says how far. */
const PATIENCE_MS = 1500;

/** One run at a time. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const job = startRun(allRows().length, runJob);
  after(() => job);
  await Promise.race([job, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  return leadTo(request, '/demo/training');
}
