import { Heading, under } from '../heading';
import type { PlacePart } from './place-parts';
import { screenOf, type ScreenPart } from './screens';

function Part({ part, className }: { readonly part: ScreenPart; readonly className: string }) {
  const [x, y, width, height] = part.at;
  return <rect className={className} {...{ x, y, width, height }} rx={part.round ?? 0} />;
}

function Screen({ channel, tailored }: { readonly channel: string; readonly tailored: boolean }) {
  const { frame, parts } = screenOf(channel);
  const seen = parts.filter(({ yours }) => tailored || yours !== 'gone');
  return (
    <svg className="screen" viewBox="0 0 120 72" aria-hidden="true" focusable="false">
      {frame.map((part) => (
        <Part key={part.at.join()} part={part} className="edge" />
      ))}
      {seen.map((part) => (
        <Part
          key={part.at.join()}
          part={part}
          className={tailored && part.yours !== undefined ? 'yours' : 'any'}
        />
      ))}
    </svg>
  );
}

/** The same screen twice: with it, and without it. Both are good. */
export function Previews({ page, place, level }: PlacePart) {
  const { words } = page;
  const { status } = place.station;
  const now =
    status === 'may_happen' || status === 'contract'
      ? undefined
      : status === 'tailored' || status === 'partly'
        ? 'with'
        : 'without';
  const sides = [
    { key: 'with', title: words.place.with, text: place.with },
    { key: 'without', title: words.place.without, text: place.without },
  ] as const;
  return (
    <section className="previews" data-line={place.line.key}>
      {sides.map(({ key, title, text }) => (
        <figure key={key} data-now={now === key}>
          <Screen channel={place.channel.key} tailored={key === 'with'} />
          <figcaption>
            <Heading level={under(level)} className="text-base">
              {title}
              {now === key ? <span className="now">{words.place.nowShown}</span> : null}
            </Heading>
            <p id={`${key}-text`}>{text}</p>
          </figcaption>
        </figure>
      ))}
    </section>
  );
}
