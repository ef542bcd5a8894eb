import { MAIL_CHOICES, refuseByMail } from '@/lib/delivery/mail-links/refuse';
import { AppError } from '@/lib/errors';
import { openMailLink } from '@/lib/identity/mail-link';
import { leadTo, withQuery } from '../../../../_ui/answer';
import { readForm, textField } from '../../../../_ui/form-request';
import { sealRefused } from '../../../../_ui/mail/flash';

/** One press, one refusal, and back to the page it was pressed on. */
export async function POST(
  request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  const { runtime, fields } = form;
  const { token } = await params;
  const back = `/mail/${encodeURIComponent(token)}`;
  const link = openMailLink(runtime.vault, token);
  const choice = MAIL_CHOICES.find((known) => known === textField(fields, 'choice'));
  if (link === undefined || choice === undefined) return leadTo(request, back);
  try {
    const refused = await refuseByMail(runtime, link, choice);
    return leadTo(request, withQuery(back, 'saved', sealRefused(runtime, token, choice, refused)));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return leadTo(request, withQuery(back, 'problem', 'other'));
  }
}
