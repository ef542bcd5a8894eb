/**
 * The way a mail takes: SMTP when configured, the encrypted outbox page in the demo, none
 * otherwise (DESIGN §10).
 */
import { createTransport, type Transporter } from 'nodemailer';
import type { ActivityStore } from '../../db/port';
import type { Locale } from '../catalogue/model';
import type { Clock } from '../clock';
import type { Env } from '../env';
import { isLoopback } from '../env/given';
import { newId } from '../ids';
import type { Vault } from '../identity/vault';
import type { Log } from '../log';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The language it is written in. */
  readonly lang: Locale;
  /** The same for programs that show it laid out. */
  readonly html?: string;
  /** Beside what every mail has: List-Unsubscribe and its like. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose name stands before the sender's address. */
  readonly sender?: string;
}
export interface MailRuntime {
  readonly env: Pick<Env, 'smtpUrl' | 'origin' | 'demo'>;
  readonly store: Pick<ActivityStore, 'putMail' | 'listMail'>;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  readonly clock: Clock;
  readonly log: Log;
}
export type MailWay = 'smtp' | 'outbox' | 'none';

export const OUTBOX_PURPOSE = 'outbox-mail';
const TIMEOUT_MS = 10_000;

export function mailWay(env: MailRuntime['env']): MailWay {
  if (env.smtpUrl !== undefined) return 'smtp';
  return env.demo === 'off' ? 'none' : 'outbox';
}

/**
 * Hands the mail over. Over SMTP it returns before the mail is sent, so that the time an answer
 * takes does not tell whether there was anything to send; what goes wrong then is logged.
 * False: there is no way to send mail here.
 */
export async function sendMail(runtime: MailRuntime, mail: Mail): Promise<boolean> {
  const { env, store, vault, clock, log } = runtime;
  switch (mailWay(env)) {
    case 'none':
      return false;
    case 'outbox': {
      const sealed = vault.seal(OUTBOX_PURPOSE, Buffer.from(JSON.stringify(mail)));
      await store.putMail({ id: newId('mail'), sealed, createdAtMs: clock.now() });
      return true;
    }
    case 'smtp': {
      const { smtpUrl = '' } = env;
      const { sender, headers, lang, ...written } = mail;
      const address = senderOf(smtpUrl, env.origin);
      const from = sender === undefined ? address : { name: sender, address };
      transportTo(smtpUrl)
        .sendMail({ ...written, from, headers: { 'Content-Language': lang, ...headers } })
        .catch((error: unknown) => {
          log.error({ code: smtpCode(error) }, 'a mail could not be sent');
        });
      return true;
    }
  }
}

const transports = new Map<string, Transporter>();

function transportTo(smtpUrl: string): Transporter {
  const known = transports.get(smtpUrl);
  if (known !== undefined) return known;
  const transport = createTransport({
    url: smtpUrl,
    // Links that sign people in never travel in clear.
    requireTLS: !isLoopback(smtpUrl.replace(/^smtp/, 'http')),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transports.set(smtpUrl, transport);
  return transport;
}

/** `?from=` of SMTP_URL, else an address at this host. */
export function senderOf(smtpUrl: string, origin: string): string {
  return new URL(smtpUrl).searchParams.get('from') ?? `no-reply@${new URL(origin).hostname}`;
}

/** A server's answer may repeat the address it refuses: only the kind of failure is logged. */
function smtpCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
