import type { PlaceView, ShownStatus } from '@/lib/portal/model';
import { ChoicePair, Objection, RefuseOnly } from '../choice-pair';
import { Heading, under } from '../heading';
import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';
import type { PlacePart } from './place-parts';

const RUNNING: readonly ShownStatus[] = ['tailored', 'permitted_unused', 'partly'];

interface Parts {
  readonly page: Page;
  readonly place: PlaceView;
}

/** One tap, with scripts or without. */
function StopHere({ page, place }: Parts) {
  if (place.objection || !RUNNING.includes(place.station.status)) return null;
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={{ touchpoint: place.station.key }} />
      <button className="plain-button" name="act" value="refuse-place">
        {page.words.place.stopHere}
      </button>
    </form>
  );
}

function StopPurpose({ page, place }: Parts) {
  const optional = place.purposes.filter(
    ({ basis, standing }) => basis !== 'contract' && standing !== 'refused',
  );
  return optional.map(({ key, name }) => (
    <form key={key} method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={{ purpose: key }} />
      <button className="plain-button" name="act" value="refuse-purpose">
        {page.words.place.stopPurpose(name)}
      </button>
    </form>
  ));
}

/** The purpose whose two steps allowing takes here; undefined where one tap allows. */
function twoStepsOf(place: PlaceView): string | undefined {
  const only = place.purposes.every(({ explicit, basis }) => explicit || basis === 'contract');
  return only ? place.explicit[0]?.key : undefined;
}

function Explicit({ page, place }: Parts) {
  const { words } = page;
  const special = [...place.requires, ...place.mayUse].filter(
    ({ key }) => page.reading.compiled.data.get(key)?.sensitive === true,
  );
  const purposes =
    place.explicit.length > 0
      ? place.explicit
      : special.length > 0
        ? place.purposes.filter(({ basis }) => basis === 'consent')
        : [];
  // Where allowing leads to these very steps, the radio is the way.
  const others = purposes.filter(({ key }) => key !== twoStepsOf(place));
  return others.map(({ key, name }) => (
    <p key={key}>
      <a className="plain-button inline-flex items-center" href={`/purposes/${key}/explicit`}>
        {name}
        {words.choice.about(words.choice.explicit)}
      </a>
    </p>
  ));
}

/** The choice for this place stands first: it is what people come for. */
export function PlaceChoices({ page, place, level }: PlacePart) {
  const { words } = page;
  if (place.contract) {
    return <p className="note mt-6">{words.place.always}</p>;
  }
  const briefly =
    place.briefly === 'none'
      ? undefined
      : ({ act: 'allow-place-briefly', chosen: place.briefly === 'chosen' } as const);
  const choice = {
    ...{ setting: page.setting, words, about: place.station.name },
    ...({ allow: 'allow-place', refuse: 'refuse-place' } as const),
    fields: { touchpoint: place.station.key },
    chosen: place.choice,
    describedBy: 'choose-effect without-text',
  };
  return (
    <section className="section" aria-labelledby="choose">
      <Heading level={under(level)} id="choose">
        {words.place.choose}
      </Heading>
      {place.forMinors ? null : (
        <p className="quiet mb-3" id="choose-effect">
          {words.place.chooseText}
        </p>
      )}
      {place.forMinors ? (
        <RefuseOnly {...choice} describedBy="without-text" />
      ) : place.objection ? (
        <Objection {...choice} />
      ) : (
        <ChoicePair {...choice} twoSteps={twoStepsOf(place)} briefly={briefly} />
      )}
      <div className="mt-3 grid">
        <StopHere page={page} place={place} />
        {place.forMinors ? null : <Explicit page={page} place={place} />}
        <StopPurpose page={page} place={place} />
      </div>
    </section>
  );
}
