import { createTransport } from 'nodemailer';
import type { Env } from '../../lib/env';
import { ill, well, type Finding } from './finding';

const TIMEOUT_MS = 5_000;

/** Signs on to the mail server and leaves again; nothing is sent. */
export async function checkMail({ smtpUrl, demo }: Env): Promise<Finding> {
  if (smtpUrl === undefined) {
    return demo === 'off'
      ? ill(
          'mail',
          'no SMTP_URL: nobody can sign in by mail',
          'set SMTP_URL=smtps://user:password@host',
        )
      : well('mail', 'no SMTP_URL: letters go to the outbox page of the demo');
  }
  const { hostname } = new URL(smtpUrl);
  const url = new URL(smtpUrl);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    url.searchParams.set(name, String(TIMEOUT_MS));
  }
  const transport = createTransport(url.href);
  try {
    await transport.verify();
    return well('mail', `${hostname} answers`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return ill('mail', `${hostname}: ${code}`, 'check SMTP_URL: host, port, user and password');
  } finally {
    transport.close();
  }
}
