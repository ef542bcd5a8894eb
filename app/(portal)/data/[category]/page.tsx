import type { Metadata } from 'next';
import { dataView } from '@/lib/portal/data';
import type { DataUseView, DataView } from '@/lib/portal/model';
import NotFound from '../../../not-found';
import { ChoicePair, Objection, RefuseOnly } from '../../../_ui/choice-pair';
import { Frame } from '../../../_ui/frame';
import { getPage, type Page, type Query } from '../../../_ui/page';
import { chosenOf, objects } from '../../../_ui/purpose/chosen';
import { CellEffectText, PlaceLinks } from '../../../_ui/purpose/effect-text';
import { purposePath } from '../../../_ui/purpose/purpose-choice';
import { RefuseAll } from '../../../_ui/purpose/refuse-all';
import { heldText } from '../../../_ui/purpose/standing-text';
import { WholeWords } from '../../../_ui/whole-words';

interface Parts {
  readonly params: Promise<{ readonly category: string }>;
  readonly searchParams: Promise<Query>;
}

async function load({ params, searchParams }: Parts) {
  const { category } = await params;
  const page = await getPage(`/data/${category}`, await searchParams);
  const { compiled, state, stations, nowMs } = page.reading;
  const known = compiled.data.get(category);
  const view = known && dataView({ compiled, locale: page.locale, state, stations, nowMs }, known);
  return { page, view };
}

export async function generateMetadata(parts: Parts): Promise<Metadata> {
  const { page, view } = await load(parts);
  return { title: page.words.title(view?.name ?? page.words.errors.notFoundTitle) };
}

function Use({ page, view, use }: { page: Page; view: DataView; use: DataUseView }) {
  const { words } = page;
  const about = words.list([use.purpose.name, use.channel.name, view.name]);
  const effectId = `effect-${use.purpose.key}-${use.channel.key}`;
  const choice = {
    ...{ setting: page.setting, words, about },
    ...({ allow: 'allow-cell', refuse: 'refuse-cell' } as const),
    fields: { purpose: use.purpose.key, channel: use.channel.key, data: view.key },
    chosen: chosenOf(use.standing),
    describedBy: effectId,
  };
  return (
    <li className="cell">
      <div>
        <p>
          <a href={purposePath(use.purpose)}>{use.purpose.name}</a>{' '}
          <span className="beside">{use.channel.name}</span>
        </p>
        <p className="quiet small">{words.now(heldText(use, words))}</p>
        {use.basis === 'contract' ? (
          <p className="small">
            <PlaceLinks page={page} places={use.places} />
          </p>
        ) : (
          <CellEffectText id={effectId} page={page} effect={use.effect} linked />
        )}
      </div>
      {use.basis === 'contract' ? null : use.forMinors ? (
        <div>
          <p className="quiet small mb-2">{words.guardian.adPurpose}</p>
          <RefuseOnly {...choice} small />
        </div>
      ) : objects(use.basis, use.standing) ? (
        <Objection {...choice} />
      ) : (
        <ChoicePair {...choice} small twoSteps={use.explicit ? use.purpose.key : undefined} />
      )}
    </li>
  );
}

export default async function CategoryPage(parts: Parts) {
  const { page, view } = await load(parts);
  if (view === undefined) return <NotFound />;
  const { words } = page;
  const optional = view.uses.filter(({ standing }) => standing !== 'always');
  const refused = optional.every(({ standing }) => standing === 'refused');
  const facts = [
    [words.data.source, view.source],
    [words.data.retention, view.retention],
  ] as const;
  return (
    <Frame page={page} section="data" narrow>
      <h1>
        <span>
          <WholeWords text={view.name} locale={page.locale} />
        </span>
        {view.sensitive ? <span className="tag">{words.data.sensitive}</span> : null}
      </h1>
      <p>{view.summary}</p>
      <p className="standing my-4">
        {page.reading.stations === null
          ? words.data.mayPlaces(view.places)
          : words.data.places(view.permitted, view.places)}
      </p>
      {optional.length === 0 ? null : (
        <RefuseAll
          page={page}
          act="refuse-data"
          fields={{ data: view.key }}
          label={words.data.refuseAll(view.name)}
          effect={view.effect}
          stopped={refused ? words.data.stopped(view.name) : undefined}
        />
      )}
      <dl className="facts mt-6">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <section className="section" aria-labelledby="uses">
        <h2 id="uses">{words.data.usedFor}</h2>
        <ul>
          {view.uses.map((use) => (
            <Use key={`${use.purpose.key} ${use.channel.key}`} {...{ page, view, use }} />
          ))}
        </ul>
      </section>
    </Frame>
  );
}
