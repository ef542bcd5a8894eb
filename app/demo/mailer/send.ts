/**
 * The mailer of the shop, a stranger like the rest of it: asks over HTTP with its own key, and asks
 * once more at the moment of sending, with `reserve`, which takes the message out of the budget
 * that all channels share. Without a link by which it can be stopped no mail goes out.
 */
import { sendMail, type MailRuntime } from '@/lib/delivery/mailer';
import { createClient, type Client } from '../../../sdk/src/client';
import type { Persona } from '../personas';
import { grantOf, UNDERSTOOD } from '../shop/grant';
import { historyOf } from '../shop/history';
import type { ShopSettings } from '../shop/settings';
import type { Letter } from '../shop/slots/mails';
import type { Composed } from '../shop/slots/slot';
import { compose, type Mailing } from './letters';
import { writtenMail } from './written';

export const OUTCOMES = ['personal', 'generic', 'not_sent', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** What sends: it knows nothing of the consent centre but its address and its key. */
export interface Mailer {
  readonly mail: MailRuntime;
  readonly settings: ShopSettings;
}

const BUDGET_MS = 5_000;

interface Drafted {
  readonly letter: Composed<Letter>;
  readonly decisionId?: string;
}

async function draft(
  client: Client,
  customer: Persona,
  touchpoint: Mailing,
  reserve: boolean,
): Promise<Drafted> {
  const subject = { system: 'mailer', id: customer.identifiers.mailer };
  const answer = await client.decide({ subject, touchpoint, ...(reserve && { reserve }) });
  const grant = grantOf(answer, historyOf(customer.key));
  const letter = compose(touchpoint, grant, answer.otherwise);
  return 'decisionId' in answer ? { letter, decisionId: answer.decisionId } : { letter };
}

function clientOf({ settings }: Mailer): Client | undefined {
  const { origin, keys } = settings;
  if (keys.mailer === undefined) return undefined;
  return createClient({
    ...{ origin, key: keys.mailer, timeoutMs: BUDGET_MS, understands: UNDERSTOOD },
  });
}

export async function sendLetter(
  mailer: Mailer,
  customer: Persona,
  mailing: Mailing,
): Promise<Outcome> {
  const client = clientOf(mailer);
  if (client === undefined) return 'failed';
  // First whether there is anything to say: what says nothing takes nothing out of the budget.
  const first = await draft(client, customer, mailing, false);
  if (first.letter.content.form === 'not_sent') return 'not_sent';
  const { letter, decisionId } = await draft(client, customer, mailing, true);
  const { form } = letter.content;
  if (form === 'not_sent') return form;
  const subject = { system: 'mailer', id: customer.identifiers.mailer };
  const made = await client.unsubscribeLinks({ touchpoint: mailing, subjects: [subject] });
  const link = made.ok ? made.links[0] : undefined;
  if (link === undefined) return 'failed';
  const { origin } = mailer.mail.env;
  const urls = { placeUrl: `${origin}/places/${mailing}`, shopUrl: `${origin}/demo/shop` };
  const sent = await sendMail(mailer.mail, writtenMail({ customer, letter, link, ...urls }));
  if (!sent) return 'failed';
  if (form === 'personal' && decisionId !== undefined) {
    const { because } = letter;
    await client.reportExposure({ subject, touchpoint: mailing, decisionId, because });
  }
  return form;
}
