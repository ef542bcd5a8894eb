import type { Metadata } from 'next';
import { erasingView } from '@/lib/portal/erasing';
import { HoldNotes } from '../../_ui/erase/hold-notes';
import { ServicesForm } from '../../_ui/erase/services-form';
import { WishForm } from '../../_ui/erase/wish-form';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.erase.title) };
}

/** What goes, what stays, and how long old copies may last: the same for everybody. */
function Effects({ page }: { readonly page: Page }) {
  const { erase } = page.words;
  const lists = [
    [erase.goesTitle, erase.goes],
    [erase.staysTitle, erase.stays],
  ] as const;
  return (
    <div className="erase-effects">
      {lists.map(([title, items]) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul className="bullets">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>{erase.backupsTitle}</h2>
        <p>{erase.backups}</p>
      </section>
      <section>
        <h2>{erase.receiptsTitle}</h2>
        <p>{erase.receipts}</p>
        <p>
          <a className="plain-button inline-flex items-center" href="/history">
            {erase.receiptsLink}
          </a>
        </p>
      </section>
    </div>
  );
}

function SignInFirst({ page }: { readonly page: Page }) {
  return <SignInNote page={page} text={page.words.erase.signIn} />;
}

function Unfinished({ page, reason }: { readonly page: Page; readonly reason: string }) {
  const { unfinished } = page.words.erase;
  return (
    <p className="problem mt-4 px-4 py-2" role="alert">
      {reason === 'conflict' ? unfinished.conflict : unfinished.other}
    </p>
  );
}

export default async function DeletePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/delete', query);
  const { principal, runtime, words } = page;
  const view = principal.kind === 'person' ? await erasingView(runtime, principal) : undefined;
  const unfinished = single(query, 'unfinished');
  return (
    <Frame page={{ ...page, path: '/delete' }} section={null} narrow>
      <h1>{words.erase.title}</h1>
      {unfinished === undefined ? null : <Unfinished page={page} reason={unfinished} />}
      <p className="lead">{words.erase.lead}</p>
      {view === undefined ? <SignInFirst page={page} /> : <HoldNotes page={page} view={view} />}
      <Effects page={page} />
      {view === undefined ? null : (
        <>
          <ServicesForm page={page} view={view} said={single(query, 'services')} />
          <WishForm page={page} view={view} />
        </>
      )}
    </Frame>
  );
}
