import { StationMark } from '../map/station-mark';
import { stateText } from '../map/station';
import { Heading } from '../heading';
import { mapHref } from '../map/map-address';
import type { PlacePart } from './place-parts';

function Neighbours({ page, place, href }: PlacePart) {
  const { before, after } = place;
  return (
    <nav className="sign-next" aria-label={page.words.place.neighbours(place.line.name)}>
      <span>
        {before === undefined ? null : (
          <a href={href(before.key)}>
            <span aria-hidden="true">←</span>
            {before.name}
          </a>
        )}
      </span>
      <span>
        {after === undefined ? null : (
          <a href={href(after.key)}>
            {after.name}
            <span aria-hidden="true">→</span>
          </a>
        )}
      </span>
    </nav>
  );
}

/** Like the sign on a platform: the line, the name, and what holds now. */
export function PlaceHead(parts: PlacePart) {
  const { page, place, level } = parts;
  const { words, locale } = page;
  const { station, line, stage } = place;
  return (
    <header className="sign" data-line={line.key}>
      <p className="sign-line">
        <a href={mapHref({ line: line.key }, `line-${line.key}`)}>
          <span className="badge" aria-hidden="true">
            {line.letter}
          </span>
          <span>{line.name}</span>
        </a>
        <span className="quiet">
          {words.list([
            ...(place.channel.name === line.name ? [] : [place.channel.name]),
            stage.name,
          ])}
        </span>
      </p>
      <Heading level={level} id="place-name">
        {station.name}
      </Heading>
      <div className="sign-track" data-running={line.running}>
        <StationMark status={station.status} />
      </div>
      <Neighbours {...parts} />
      <p className="sign-state">{words.now(stateText(station, words, locale))}</p>
      {place.forMinors ? <p className="note">{words.guardian.adPlace}</p> : null}
      {place.prohibited && !place.forMinors ? (
        <p className="note">{words.place.prohibited}</p>
      ) : null}
    </header>
  );
}
