import type { Metadata } from 'next';
import { guardianPost } from '@/lib/delivery/guardian-mail';
import { ageView, ownGuardiansView, wardViews } from '@/lib/portal/guardian';
import { askView } from '@/lib/portal/guardian-ask';
import { openCode } from '@/lib/portal/links';
import { Frame } from '../../_ui/frame';
import { AgePart, OfAge } from '../../_ui/guardian/age-part';
import { OwnPart } from '../../_ui/guardian/own-part';
import { WardsPart } from '../../_ui/guardian/wards-part';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';
import { openTyped } from '../../_ui/typed';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.guardian.title) };
}

/** Where what was wrong is put right. */
const FIELDS: Readonly<Record<string, string>> = {
  age: 'age-year',
  month: 'age-year',
  code: 'guardian-code',
};

function Said({ page, query }: { readonly page: Page; readonly query: Query }) {
  const { said, problems } = page.words.guardian;
  const told: Readonly<Record<string, string>> = said;
  const faults: Readonly<Record<string, string>> = problems;
  const [done, wrong] = [single(query, 'said'), single(query, 'wrong')];
  const [text, fault] = [told[done ?? ''], faults[wrong ?? '']];
  if (fault !== undefined) {
    const at = FIELDS[wrong ?? ''];
    return (
      <p className="problem mt-4 px-4 py-2" role="alert" id="guardian-problem">
        {at === undefined ? fault : <a href={`#${at}`}>{fault}</a>}
      </p>
    );
  }
  return text === undefined ? null : (
    <p className="saved mt-4 px-4 py-2" role="status">
      {text}
    </p>
  );
}

async function Own({ page, query }: { readonly page: Page; readonly query: Query }) {
  const { principal, runtime, reading, locale, words } = page;
  const { compiled, nowMs, state } = reading;
  if (principal.kind !== 'person') {
    return <SignInNote page={page} text={words.guardian.signIn} />;
  }
  const sight = { compiled, locale, nowMs };
  const age = ageView(sight, state);
  const guardians = await ownGuardiansView(runtime, principal, state);
  const write = guardianPost(runtime, locale);
  const ask = age.waiting.length === 0 ? undefined : await askView(runtime, principal, write);
  const wards = age.band === null ? await wardViews(runtime, principal, sight) : [];
  // Not where other forms keep it: the page itself says here what was wrong.
  const typed = openTyped(runtime, single(query, 'was'), principal.subject);
  const code = openCode(runtime, principal, single(query, 'code'));
  const adult = <WardsPart {...{ page, wards }} fault={single(query, 'wrong') === 'code'} />;
  return (
    <>
      {age.ofAge ? <OfAge page={page} age={age} /> : null}
      {wards.length > 0 ? adult : null}
      <AgePart page={{ ...page, typed }} age={age} />
      {age.band === 'child' ? <OwnPart {...{ page, age, guardians, ask, code }} /> : null}
      {age.band === null && wards.length === 0 ? adult : null}
    </>
  );
}

export default async function GuardianPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/guardian', query);
  return (
    <Frame page={{ ...page, path: '/guardian' }} section={null} narrow>
      <h1>{page.words.guardian.title}</h1>
      <p className="lead">{page.words.guardian.lead}</p>
      <Said page={page} query={query} />
      <Own page={page} query={query} />
    </Frame>
  );
}
