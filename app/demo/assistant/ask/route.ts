import { cookies } from 'next/headers';
import { leadTo } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { readDemoForm } from '../../door';
import { CUSTOMER_COOKIE } from '../../shop/customer';
import { words } from '../../shop/words';
import { forgetThread, keepTurn, newThreadId, THREAD_COOKIE, threadCookie } from '../threads';
import { QUESTIONS, TOPICS, topicOf } from '../topics';

const HERE = '/demo/assistant';
const QUESTION_MAX_LENGTH = 300;

/** Keeps the question for the page, which asks what may be used and answers. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const jar = await cookies();
  const known = jar.get(THREAD_COOKIE)?.value ?? '';
  const here = textField(fields, 'once') === 'same' ? `${HERE}?once=same` : HERE;
  if (fields.has('clear')) {
    forgetThread(known);
    return leadTo(request, here);
  }
  const button = TOPICS.find((topic) => topic === textField(fields, 'topic'));
  const written = textField(fields, 'question').trim().slice(0, QUESTION_MAX_LENGTH);
  if (button === undefined && written === '') return leadTo(request, `${HERE}?lost=1`);
  const topic = button ?? topicOf(written);
  const question = button === undefined ? words(written, written) : QUESTIONS[button];
  const id = known === '' ? newThreadId() : known;
  const customer = jar.get(CUSTOMER_COOKIE)?.value ?? '';
  keepTurn(id, customer, { id: newThreadId(), question, topic });
  const secure = runtime.env.origin.startsWith('https://');
  return leadTo(request, `${here}#last`, { 'set-cookie': threadCookie(id, secure) });
}
