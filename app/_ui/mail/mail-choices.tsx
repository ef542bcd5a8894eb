import type { MailChoice } from '@/lib/delivery/mail-links/refuse';
import type { MailChoicesView } from '@/lib/portal/mail-choices';
import type { Messages } from '../messages/ja';

interface Offer {
  readonly choice: MailChoice;
  readonly button: string;
  readonly stops: readonly string[];
  readonly continues: readonly string[];
}

function offersOf({ mail }: Messages, view: MailChoicesView): readonly Offer[] {
  const { place, channel, places, continues } = view;
  return [
    {
      ...{ choice: 'this', button: mail.this.button(place) },
      ...{ stops: [mail.this.stops(place)], continues: [mail.this.continues] },
    },
    { choice: 'all', button: mail.all.button(channel), stops: places, continues },
    {
      ...{ choice: 'weekly', button: mail.weekly.button(channel) },
      ...{ stops: [mail.weekly.stops], continues: [mail.weekly.continues] },
    },
  ];
}

function Effect({ heading, lines }: { heading: string; lines: readonly string[] }) {
  const [only, ...more] = lines;
  return (
    <div>
      <dt>{heading}</dt>
      {more.length === 0 ? (
        <dd>{only}</dd>
      ) : (
        <dd>
          <ul className="bullets">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </dd>
      )}
    </div>
  );
}

/** Three ways to refuse, equally prominent; each saves at one press (RFC 8058's own is the second). */
export function MailChoices(parts: {
  readonly words: Messages;
  readonly view: MailChoicesView;
  readonly action: string;
}) {
  const { words, view, action } = parts;
  return (
    <form method="post" action={action}>
      <ul className="mail-offers">
        {offersOf(words, view).map(({ choice, button, stops, continues }) => (
          <li key={choice} className="mail-offer">
            <button
              className="button"
              name="choice"
              value={choice}
              aria-describedby={`effect-${choice}`}
            >
              {button}
            </button>
            <dl id={`effect-${choice}`}>
              <Effect heading={words.purposes.stops} lines={stops} />
              <Effect heading={words.purposes.continues} lines={continues} />
            </dl>
          </li>
        ))}
      </ul>
    </form>
  );
}
