import type { Metadata } from 'next';
import { purposeView } from '@/lib/portal/purposes';
import type { PurposeView } from '@/lib/portal/model';
import NotFound from '../../../../not-found';
import { HiddenFields } from '../../../../_ui/hidden-fields';
import { Frame } from '../../../../_ui/frame';
import { getPage, single, type Page, type Query } from '../../../../_ui/page';
import { Phrases } from '../../../../_ui/phrases';
import { Effects, purposePath } from '../../../../_ui/purpose/purpose-choice';

interface Parts {
  readonly params: Promise<{ readonly purpose: string }>;
  readonly searchParams: Promise<Query>;
}

async function load({ params, searchParams }: Parts) {
  const { purpose: key } = await params;
  const query = await searchParams;
  const page = await getPage(`/purposes/${key}/explicit`, query);
  const { compiled, state, nowMs } = page.reading;
  const view = purposeView({ compiled, locale: page.locale, state, nowMs }, key);
  const never = view === undefined || view.basis === 'contract' || view.forMinors;
  return { page, query, purpose: never ? undefined : view };
}

export async function generateMetadata(parts: Parts): Promise<Metadata> {
  const { page, purpose } = await load(parts);
  const { words } = page;
  return {
    title: words.title(purpose ? words.explicit.title(purpose.name) : words.errors.notFoundTitle),
  };
}

const REFUSAL = 'refusal';

/** Refusing takes one activation on either step. */
function Refusal({ page, purpose }: { readonly page: Page; readonly purpose: PurposeView }) {
  const setting = { ...page.setting, back: purposePath(purpose) };
  return (
    <form id={REFUSAL} method="post" action="/choices" data-enhance>
      <HiddenFields setting={setting} fields={{ purpose: purpose.key }} />
    </form>
  );
}

interface Step {
  readonly page: Page;
  readonly purpose: PurposeView;
  readonly special: readonly { readonly key: string; readonly name: string }[];
}

/** First step: what it is, and which one kind of special data. A GET form: nothing is saved. */
function ReadFirst({ page, purpose, special }: Step) {
  const { words } = page;
  return (
    <>
      <section className="section" aria-labelledby="read">
        <h2 id="read">{words.explicit.readFirst}</h2>
        <p>{purpose.summary}</p>
        <Effects page={page} purpose={purpose} />
        <p className="label">{words.explicit.channels}</p>
        <ul className="bullets">
          {purpose.places.map(({ key, name }) => (
            <li key={key}>
              <a href={`/places/${key}`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
      <form method="get" className="section grid gap-4">
        <input type="hidden" name="step" value="2" />
        {special.length === 0 ? null : (
          <fieldset>
            <legend className="mb-2 font-semibold">{words.explicit.pick}</legend>
            {special.map(({ key, name }) => (
              <label key={key} className="radio">
                <input type="radio" name="sensitive" value={key} required />
                {name}
              </label>
            ))}
            {purpose.explicit ? (
              <label className="radio">
                <input type="radio" name="sensitive" value="" required />
                {words.explicit.pickNone}
              </label>
            ) : null}
          </fieldset>
        )}
        <p className="flex flex-wrap gap-3">
          <button className="button">{words.explicit.understand}</button>
          <button className="button" form={REFUSAL} name="act" value="refuse-purpose">
            {words.explicit.cancel}
          </button>
        </p>
      </form>
    </>
  );
}

function Confirm(parts: Step & { readonly chosen: string }) {
  const { page, purpose, special, chosen } = parts;
  const { words } = page;
  const ordinary = purpose.explicit
    ? purpose.channels.flatMap(({ data }) => data.filter(({ sensitive }) => !sensitive))
    : [];
  const names = [...special.filter(({ key }) => key === chosen), ...ordinary].map((d) => d.name);
  const setting = { ...page.setting, back: purposePath(purpose) };
  return (
    <section className="section" aria-labelledby="confirm">
      <h2 id="confirm">{words.explicit.confirmText(purpose.name)}</h2>
      <dl className="facts">
        <div>
          <dt>{words.explicit.uses}</dt>
          <dd>{names.length === 0 ? words.place.noData : words.list([...new Set(names)])}</dd>
        </div>
        <div>
          <dt>{words.explicit.channels}</dt>
          <dd>{words.list(purpose.channels.map(({ name }) => name))}</dd>
        </div>
      </dl>
      <form method="post" action="/choices" className="choice-row mt-4" data-enhance>
        <HiddenFields setting={setting} fields={{ purpose: purpose.key, sensitive: chosen }} />
        <button className="button" name="act" value="allow-explicit">
          {words.explicit.confirm}
        </button>
        <button className="button" form={REFUSAL} name="act" value="refuse-purpose">
          {words.explicit.cancel}
        </button>
      </form>
    </section>
  );
}

export default async function ExplicitPage(parts: Parts) {
  const { page, query, purpose } = await load(parts);
  if (purpose === undefined) return <NotFound />;
  const { words } = page;
  const special = [
    ...new Map(
      purpose.channels.flatMap(({ data }) =>
        data.filter(({ sensitive }) => sensitive).map((item) => [item.key, item] as const),
      ),
    ).values(),
  ];
  if (!purpose.explicit && special.length === 0) return <NotFound />;
  const asked = single(query, 'sensitive') ?? '';
  const chosen = special.find(({ key }) => key === asked)?.key ?? '';
  const second = single(query, 'step') === '2' && (purpose.explicit || chosen !== '');
  return (
    <Frame page={page} section="purposes" narrow>
      <p className="quiet">{words.explicit.step(second ? 2 : 1)}</p>
      <h1>
        <Phrases text={words.explicit.title(purpose.name)} />
      </h1>
      {page.principal.kind !== 'person' ? (
        <p className="note">
          <a href={`/sign-in?${new URLSearchParams({ next: page.path }).toString()}`}>
            {words.account.mustSignIn}
          </a>
        </p>
      ) : null}
      <Refusal page={page} purpose={purpose} />
      {second ? (
        <Confirm page={page} purpose={purpose} special={special} chosen={chosen} />
      ) : (
        <ReadFirst page={page} purpose={purpose} special={special} />
      )}
    </Frame>
  );
}
