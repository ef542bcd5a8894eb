import type { Metadata } from 'next';
import { broughtUp, renewalViews } from '@/lib/portal/read-renewal';
import { RENEWAL_WHYS, type RenewalView } from '@/lib/portal/renewal';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Page, type Query } from '../../_ui/page';
import { NotNow } from '../../_ui/renewal/not-now';
import { RenewalItem } from '../../_ui/renewal/renewal-item';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.renewal.title) };
}

function Group(parts: {
  readonly page: Page;
  readonly why: RenewalView['why'];
  readonly renewals: readonly RenewalView[];
}) {
  const { page, why } = parts;
  const renewals = parts.renewals.filter((renewal) => renewal.why === why);
  if (renewals.length === 0) return null;
  return (
    <section className="section" aria-labelledby={why}>
      <h2 id={why}>{page.words.renewal.groups[why]}</h2>
      {renewals.map((renewal) => (
        <RenewalItem key={renewal.key} page={page} renewal={renewal} />
      ))}
    </section>
  );
}

async function Own({ page }: { readonly page: Page }) {
  const { words, principal, runtime, reading, locale } = page;
  if (principal.kind !== 'person') {
    return <SignInNote page={page} text={words.renewal.signIn} />;
  }
  const renewals = await renewalViews(runtime, reading, locale);
  if (renewals.length === 0) return <p className="note mt-6">{words.renewal.empty}</p>;
  const due = await broughtUp(runtime, principal, reading);
  return (
    <>
      {RENEWAL_WHYS.map((why) => (
        <Group key={why} page={page} why={why} renewals={renewals} />
      ))}
      {due === undefined ? null : <NotNow page={page} />}
    </>
  );
}

export default async function RenewalPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/renewal', await searchParams);
  const { words } = page;
  return (
    <Frame page={page} section={null} narrow>
      <h1>{words.renewal.title}</h1>
      <p className="lead">{words.renewal.lead}</p>
      <Own page={page} />
    </Frame>
  );
}
