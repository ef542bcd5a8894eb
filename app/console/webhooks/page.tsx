import type { Metadata } from 'next';
import { mayRedeliver, maySeeWebhooks, webhookDesk } from '@/lib/delivery/webhooks/desk';
import { getLocale } from '../../_ui/locale';
import { single, type Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage } from '../console-page';
import { consoleMessagesFor } from '../messages/choose';
import { NoEntry } from '../no-entry';
import { WebhookPart } from './webhook-part';
import { webhookWords } from './words';
import './webhooks.css';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${webhookWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

export default async function WebhooksView({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage({});
  const { principal, runtime, locale } = page;
  if (!maySeeWebhooks(principal)) return <NoEntry page={page} />;
  const words = webhookWords[locale];
  const webhooks = await webhookDesk(runtime, principal);
  const again = /^\d{1,9}$/.exec(single(query, 'again') ?? '')?.[0];
  return (
    <ConsoleFrame page={page} here="/console/webhooks">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      {again === undefined ? null : (
        <p className="saved problem-box" role="status">
          {words.said(Number(again))}
        </p>
      )}
      {webhooks.length === 0 ? <p className="log-empty quiet">{words.none}</p> : null}
      {webhooks.map((webhook) => (
        <WebhookPart
          key={webhook.id}
          page={page}
          webhook={webhook}
          mayRedeliver={mayRedeliver(principal)}
        />
      ))}
    </ConsoleFrame>
  );
}
