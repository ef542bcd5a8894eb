import type { ReactNode } from 'react';
import type { PlaceView, RecipientView } from '@/lib/portal/model';
import { Heading, under } from '../heading';
import type { Page } from '../page';
import { purposePath } from '../purpose/purpose-choice';
import { countryName, placeId, recipientId } from '../transparency/register-view';
import type { PlacePart } from './place-parts';

interface Parts {
  readonly page: Page;
  readonly place: PlaceView;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function DataList({ page, items }: { readonly page: Page; readonly items: PlaceView['requires'] }) {
  const { words } = page;
  return (
    <ul className="bullets">
      {items.map(({ key, name, permitted }) => (
        <li key={key}>
          <a href={`/data/${key}`}>{name}</a>{' '}
          {permitted === null ? null : (
            <span className="beside">{permitted ? words.place.permitted : words.place.denied}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Recipient({ page, item }: { readonly page: Page; readonly item: RecipientView }) {
  const { words } = page;
  return (
    <li>
      {item.relation === 'self' ? (
        item.name
      ) : (
        <a href={`/transparency?show=recipient.${item.key}#${recipientId(item.key)}`}>
          {item.name}
        </a>
      )}{' '}
      <span className="beside">
        {words.list([words.place.relation[item.relation], countryName(page, item.country)])}
      </span>
    </li>
  );
}

function WhatIsUsed({ page, place }: Parts) {
  const { words } = page;
  if (place.requires.length + place.mayUse.length === 0) return <p>{words.place.noData}</p>;
  return (
    <>
      {place.requires.length === 0 ? null : (
        <>
          <p className="label">{words.place.usedRequired}</p>
          <DataList page={page} items={place.requires} />
        </>
      )}
      {place.mayUse.length === 0 ? null : (
        <>
          <p className="label">{words.place.usedMaybe}</p>
          <DataList page={page} items={place.mayUse} />
        </>
      )}
    </>
  );
}

function Asked({ page, place }: Parts) {
  const { words } = page;
  const { asked, refused } = place.station.tally;
  if (page.reading.person === undefined) return null;
  return (
    <Fact name={words.map.groupAsked}>
      {asked === 0 ? words.place.notAsked : words.place.asked(asked, refused)}
    </Fact>
  );
}

export function PlaceFacts({ page, place, level }: PlacePart) {
  const { words } = page;
  const registerHref = `/transparency#${placeId(place.station.key)}`;
  return (
    <section className="section" aria-labelledby="details">
      <Heading level={under(level)} id="details">
        {words.place.details}
      </Heading>
      <dl className="facts">
        <Fact name={words.place.why}>
          <ul className="grid gap-2">
            {place.purposes.map(({ key, group, name, summary }) => (
              <li key={key}>
                <a href={purposePath({ key, group })}>{name}</a>
                <br />
                {summary}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={words.place.used}>
          <WhatIsUsed page={page} place={place} />
        </Fact>
        <Fact name={words.place.neverUsed}>
          <ul className="bullets">
            {place.neverUsed.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Fact>
        <Fact name={words.place.technique}>
          {place.technique.name}
          {words.choice.about(place.technique.summary)}
        </Fact>
        <Fact name={words.place.runBy}>{words.systems[place.system] ?? place.system}</Fact>
        <Fact name={words.place.recipients}>
          <ul className="bullets">
            {place.recipients.map((item) => (
              <Recipient key={item.key} page={page} item={item} />
            ))}
          </ul>
          <a className="plain-button inline-flex items-center" href={registerHref}>
            {words.transparency.inRegister}
          </a>
        </Fact>
        <Asked page={page} place={place} />
      </dl>
    </section>
  );
}
