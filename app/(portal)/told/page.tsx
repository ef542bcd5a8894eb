import type { Metadata } from 'next';
import { TOLD_DATA, toldFor, toldPlaces, WORDS_MAX, type ToldView } from '@/lib/portal/told';
import { dayText } from '../../_ui/dates';
import { Frame } from '../../_ui/frame';
import { HiddenFields } from '../../_ui/hidden-fields';
import { ActForm, TypedField } from '../../_ui/limits/act-form';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Page, type Query } from '../../_ui/page';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.told.title) };
}

function Tell({ page }: { readonly page: Page }) {
  const { told } = page.words;
  const form = { page, act: 'tell' } as const;
  return (
    <ActForm {...form}>
      <TypedField
        {...form}
        name="words"
        label={told.field}
        hint={told.hint}
        maxLength={WORDS_MAX}
      />
      <div>
        <button className="button">{told.tell}</button>
      </div>
    </ActForm>
  );
}

function Told({ page, one }: { readonly page: Page; readonly one: ToldView }) {
  const { told } = page.words;
  return (
    <li className="in-force">
      <div>
        <p className="what">{one.words}</p>
        <p className="quiet small">{told.at(dayText(page.locale, one.atMs))}</p>
      </div>
      <form method="post" action="/choices" data-enhance>
        <HiddenFields setting={page.setting} fields={{ told: one.eventId }} />
        <button className="button" name="act" value="untell" aria-describedby="withdraw-effect">
          {told.withdraw}
          <span className="sr">{told.about(one.words)}</span>
        </button>
      </form>
    </li>
  );
}

async function Own({ page }: { readonly page: Page }) {
  const { words, principal, runtime } = page;
  const { told } = words;
  if (principal.kind !== 'person') {
    return <SignInNote page={page} text={told.signIn} />;
  }
  const statements = await toldFor(runtime, principal);
  return (
    <>
      <Tell page={page} />
      <section className="section" aria-labelledby="told">
        <h2 id="told">{told.list}</h2>
        <p className="quiet" id="withdraw-effect">
          {statements.length === 0 ? told.empty : told.withdrawEffect}
        </p>
        <ul className="in-force-list">
          {statements.map((one) => (
            <Told key={one.eventId} page={page} one={one} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Used({ page }: { readonly page: Page }) {
  const { told } = page.words;
  const places = toldPlaces(page.reading.compiled, page.locale);
  return (
    <section className="section" aria-labelledby="used">
      <h2 id="used">{told.usedTitle}</h2>
      <p>{told.used}</p>
      {places.length === 0 ? null : (
        <>
          <p className="mt-2">{told.usedMore}</p>
          <ul className="bullets mt-2" aria-label={told.places}>
            {places.map(({ key, name }) => (
              <li key={key}>
                <a href={`/places/${key}`}>{name}</a>
              </li>
            ))}
          </ul>
          <p className="mt-4">
            <a className="button" href={`/data/${TOLD_DATA}`}>
              {told.choose}
            </a>
          </p>
        </>
      )}
    </section>
  );
}

export default async function ToldPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/told', await searchParams);
  return (
    <Frame page={page} section={null} narrow>
      <h1>{page.words.told.title}</h1>
      <p className="lead">{page.words.told.lead}</p>
      <Own page={page} />
      <Used page={page} />
    </Frame>
  );
}
