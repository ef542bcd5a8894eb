import type { PlaceView } from '@/lib/portal/model';
import { ChoicePair, HiddenFields } from '../choice-pair';
import type { Page } from '../page';

interface Parts {
  readonly page: Page;
  readonly place: PlaceView;
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
  return purposes.map(({ key, name }) => (
    <p key={key}>
      <a className="plain-button inline-flex items-center" href={`/purposes/${key}/explicit`}>
        {name}
        {words.choice.about(words.choice.explicit)}
      </a>
    </p>
  ));
}

/** The choice for this place stands first: it is what people come for. */
export function PlaceChoices({ page, place }: Parts) {
  const { words } = page;
  if (place.contract) {
    return <p className="note mt-6">{words.place.always}</p>;
  }
  const onlyExplicit = place.purposes.every(
    ({ explicit, basis }) => explicit || basis === 'contract',
  );
  return (
    <section className="section" aria-labelledby="choose">
      <h2 id="choose">{words.place.choose}</h2>
      <p className="quiet mb-3" id="choose-effect">
        {words.place.chooseText}
      </p>
      <ChoicePair
        setting={page.setting}
        words={words}
        about={place.station.name}
        allow="allow-place"
        refuse="refuse-place"
        fields={{ touchpoint: place.station.key }}
        chosen={place.choice}
        describedBy="choose-effect without-text"
        allowHref={
          onlyExplicit && place.explicit[0]
            ? `/purposes/${place.explicit[0].key}/explicit`
            : undefined
        }
      />
      <div className="mt-3 grid">
        <Explicit page={page} place={place} />
        <StopPurpose page={page} place={place} />
      </div>
    </section>
  );
}
