import type { PlaceView } from '@/lib/portal/model';
import { StationMark } from '../map/station-mark';
import { stateText } from '../map/station';
import type { Page } from '../page';

/** Like the sign on a platform: the line, the name, and what holds now. */
export function PlaceHead({ page, place }: { readonly page: Page; readonly place: PlaceView }) {
  const { words, locale } = page;
  const { station, line, stage } = place;
  return (
    <header className="sign" data-line={line.key}>
      <p className="sign-line">
        <a href={`/?line=${line.key}#line-${line.key}`}>
          <span className="badge" aria-hidden="true">
            {line.letter}
          </span>
          {line.name}
        </a>
        <span className="quiet">
          {place.channel.name === line.name ? null : `${place.channel.name}・`}
          {stage.name}
        </span>
      </p>
      <h1>{station.name}</h1>
      <p className="sign-track">
        <StationMark status={station.status} />
        <span>{words.now(stateText(station, words, locale))}</span>
      </p>
      {place.prohibited ? <p className="note">{words.place.prohibited}</p> : null}
    </header>
  );
}
