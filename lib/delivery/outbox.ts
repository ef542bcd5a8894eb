/** The demo's mail, for its outbox page alone: encrypted at rest, opened to be shown. */
import { z } from 'zod';
import { LOCALES } from '../catalogue/model';
import { mailWay, OUTBOX_PURPOSE, type Mail, type MailRuntime } from './mailer';

const mailSchema = z.strictObject({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  // Of mails that were laid there before they said so.
  lang: z.enum(LOCALES).default('ja'),
  html: z.string().exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  sender: z.string().exactOptional(),
});

export interface OutboxMail extends Mail {
  readonly id: string;
  readonly createdAtMs: number;
}

/** Newest first; nothing where mail does not go to the outbox. */
export async function readOutbox(
  runtime: MailRuntime,
  limit: number,
): Promise<readonly OutboxMail[]> {
  if (mailWay(runtime.env) !== 'outbox') return [];
  const rows = await runtime.store.listMail(limit);
  return rows.map(({ id, createdAtMs, sealed }) => {
    const opened = Buffer.from(runtime.vault.open(OUTBOX_PURPOSE, sealed)).toString('utf8');
    return { ...mailSchema.parse(JSON.parse(opened)), id, createdAtMs };
  });
}
