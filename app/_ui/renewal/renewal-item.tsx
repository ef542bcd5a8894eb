import type { RenewalView } from '@/lib/portal/renewal';
import { ChoicePair } from '../choice-pair';
import { dayText } from '../dates';
import type { Page } from '../page';
import { Difference } from './difference';

interface Shown {
  readonly page: Page;
  readonly renewal: RenewalView;
}

function Uses({ page, renewal }: Shown) {
  const { words } = page;
  if (renewal.boxes === null) return <p>{words.renewal.twoSteps}</p>;
  return (
    <div>
      <p className="label">{words.renewal.uses}</p>
      <ul className="bullets">
        {renewal.boxes.map(({ channel, data }) => (
          <li key={channel}>
            {channel}
            {words.choice.about(data.length === 0 ? words.renewal.usesNothing : words.list(data))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Of what ends soon the heading over it tells already: here it is the day. */
function Why({ page, renewal }: Shown) {
  const { words, locale } = page;
  const { why, endsAtMs, changes } = renewal;
  const end = endsAtMs === undefined ? undefined : words.renewal.ends(dayText(locale, endsAtMs));
  if (why === 'ending') return <p className="standing num">{end}</p>;
  return (
    <>
      <p className="standing">{words.renewal.whys[why]}</p>
      {why === 'changed' ? <Difference page={page} changes={changes} /> : null}
      {end === undefined ? null : <p className="num">{end}</p>}
    </>
  );
}

/** What was allowed, what is different now, and two answers; nothing is chosen. */
export function RenewalItem({ page, renewal }: Shown) {
  const { words, setting } = page;
  const { key, name, noticeVersion, places } = renewal;
  const then = words.history.version(noticeVersion);
  return (
    <article className="renewal" id={key} aria-labelledby={`${key}-name`}>
      <h3 id={`${key}-name`}>{name}</h3>
      <Why page={page} renewal={renewal} />
      <div>
        <p className="label">{words.renewal.places}</p>
        <ul className="tags">
          {places.map((place) => (
            <li key={place.key}>
              <a href={`/places/${place.key}`}>{place.name}</a>
            </li>
          ))}
        </ul>
      </div>
      <Uses page={page} renewal={renewal} />
      <p className="quiet small" id={`${key}-effect`}>
        {words.renewal.refuseEffect}
      </p>
      <ChoicePair
        setting={setting}
        words={words}
        about={name}
        allow="renew"
        refuse="refuse-purpose"
        fields={{ purpose: key }}
        chosen="none"
        describedBy={`${key}-effect`}
        twoSteps={renewal.boxes === null ? key : undefined}
      />
      <p className="quiet small">
        <a href={`/transparency?version=${String(noticeVersion)}`}>{words.renewal.from(then)}</a>
      </p>
    </article>
  );
}
