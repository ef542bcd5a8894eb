import { Heading, under } from '../heading';
import type { PlacePart } from './place-parts';

function Screen({ tailored }: { readonly tailored: boolean }) {
  const marked = tailored ? [1, 4] : [];
  return (
    <svg className="screen" viewBox="0 0 120 72" aria-hidden="true" focusable="false">
      <rect className="edge" x="1" y="1" width="118" height="70" rx="3" />
      <path className="edge" d="M1 13h118" />
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <rect
          key={index}
          className={marked.includes(index) ? 'yours' : 'any'}
          x={8 + (index % 3) * 36}
          y={19 + Math.floor(index / 3) * 25}
          width="32"
          height="20"
          rx="2"
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
          <Screen tailored={key === 'with'} />
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
