import { beginOfficerOidc } from '@/lib/identity/officer-oidc';
import { readForm } from '../../_ui/form-request';
import { leadWithCookies } from '../lead-with-cookies';

/** An officer chose the organisation's own sign-in. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return form.answer;
  if (form.runtime.env.oidc === undefined) return new Response('not_found\n', { status: 404 });
  return leadWithCookies(await beginOfficerOidc(form.runtime));
}
