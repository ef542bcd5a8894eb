import { sendMail } from '@/lib/delivery/mailer';
import { leadTo } from '../../../_ui/answer';
import { textField } from '../../../_ui/form-request';
import { getLocale } from '../../../_ui/locale';
import { nothingHere, readDemoForm } from '../../door';
import { ask } from '../../shop/asking';
import { grantOf } from '../../shop/grant';
import { historyOf } from '../../shop/history';
import { composeEarlier, REPLY, type Earlier } from '../case';
import { footOf } from '../draft';
import { writerOf } from '../enquiries';
import { FOOT } from '../words';
import { findEnquiry } from '../written';

const TEXT_MAX_LENGTH = 4000;

/** Asked again at the moment of sending: a reply that rests on history goes out only with a permit. */
export async function POST(request: Request): Promise<Response> {
  const form = await readDemoForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const enquiry = findEnquiry(textField(fields, 'enquiry'));
  const writer = enquiry && writerOf(enquiry);
  if (enquiry === undefined || writer === undefined) return nothingHere();
  const here = `/demo/desk/${enquiry.number}`;
  const text = textField(fields, 'text').trim().slice(0, TEXT_MAX_LENGTH);
  const read = textField(fields, 'read') === '1';
  if (text === '') return leadTo(request, `${here}?${read ? 'read=1&' : ''}said=empty#reply`);
  let earlier: Earlier | undefined;
  if (read) {
    const answers = await ask(writer, [REPLY], false);
    const grant = grantOf(answers.get(REPLY), historyOf(writer.key));
    earlier = composeEarlier(grant, enquiry).content;
    if (earlier === undefined) return leadTo(request, `${here}?said=not-sent#reply`);
  }
  const locale = await getLocale();
  const foot = footOf(enquiry, earlier, { origin: runtime.env.origin, locale });
  const sent = await sendMail(runtime, {
    to: writer.email,
    lang: locale,
    subject: FOOT.re(enquiry.subject)[locale],
    text: `${FOOT.greeting(writer.name)[locale]}\n\n${text}\n\n${FOOT.closing[locale]}\n\n--\n${foot}\n`,
  });
  return leadTo(request, `${here}?said=${sent ? 'sent' : 'no-way'}#reply`);
}
