import type { DeskLetter, DeskWebhook } from '@/lib/delivery/webhooks/desk';
import { instantText } from '../../_ui/dates';
import type { ConsolePage } from '../console-page';
import { problemText, webhookWords } from './words';

function Standing({ page, webhook }: { page: ConsolePage; webhook: DeskWebhook }) {
  const { locale } = page;
  const words = webhookWords[locale];
  const { deliveredAtMs, failingSinceMs, problem } = webhook;
  const arrived =
    deliveredAtMs === null ? words.never : words.delivered(instantText(locale, deliveredAtMs));
  const failing =
    failingSinceMs === null ? [] : [words.failing(instantText(locale, failingSinceMs))];
  const why = problem === null ? [] : [problemText(words, problem)];
  return (
    <p className="webhook-facts small">
      {[arrived, ...failing, ...why].map((text) => (
        <span key={text}>{text}</span>
      ))}
    </p>
  );
}

function Letter({ page, letter }: { page: ConsolePage; letter: DeskLetter }) {
  const words = webhookWords[page.locale];
  const { endedAtMs, attempts, problem } = letter;
  return (
    <li className="webhook-facts">
      {endedAtMs === null ? null : (
        <time className="num" dateTime={new Date(endedAtMs).toISOString()}>
          {instantText(page.locale, endedAtMs)}
        </time>
      )}
      <span>{words.attempts(attempts)}</span>
      {problem === null ? null : <span>{problemText(words, problem)}</span>}
    </li>
  );
}

function Again({ page, webhook }: { page: ConsolePage; webhook: DeskWebhook }) {
  const words = webhookWords[page.locale];
  return (
    <form method="post" action="/console/webhooks/redeliver">
      <input type="hidden" name="webhook" value={webhook.id} readOnly />
      <button className="button" aria-describedby={webhook.id}>
        {words.again}
      </button>
    </form>
  );
}

export function WebhookPart(parts: {
  readonly page: ConsolePage;
  readonly webhook: DeskWebhook;
  readonly mayRedeliver: boolean;
}) {
  const { page, webhook, mayRedeliver } = parts;
  const words = webhookWords[page.locale];
  const { id, system, origin, told, disabledWhy, counts, letters } = webhook;
  const name = page.shared.systems[system] ?? system;
  const why = disabledWhy === null ? '' : (words.because[disabledWhy] ?? disabledWhy);
  return (
    <section className="webhook-part" aria-labelledby={id}>
      <h2 id={id}>
        {name} <span className="webhook-origin">{origin ?? words.unreadable}</span>
      </h2>
      <p className="webhook-facts">
        <span className="font-semibold">{told ? words.told : words.off}</span>
        {why === '' ? null : <span>{why}</span>}
        <span className="num">{words.waiting(counts.waiting)}</span>
        <span className="num">{words.dead(counts.dead)}</span>
      </p>
      <Standing page={page} webhook={webhook} />
      {letters.length === 0 ? null : (
        <>
          <h3>{words.letters}</h3>
          <ul className="webhook-letters small">
            {letters.map((letter) => (
              <Letter key={letter.id} page={page} letter={letter} />
            ))}
          </ul>
          {mayRedeliver ? (
            <Again page={page} webhook={webhook} />
          ) : (
            <p className="quiet small">{words.readOnly}</p>
          )}
        </>
      )}
    </section>
  );
}
