import { broughtUp, renewalViews } from '@/lib/portal/read-renewal';
import { RENEWAL_WHYS, type RenewalView } from '@/lib/portal/renewal';
import type { Page } from '../page';
import { SignInNote } from '../sign-in-note';
import { NotNow } from './not-now';
import { RenewalItem } from './renewal-item';

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

/** What is asked again: what stands between the frame of the page. */
export function RenewalParts({ page }: { readonly page: Page }) {
  const { words } = page;
  return (
    <>
      <h1>{words.renewal.title}</h1>
      <p className="lead">{words.renewal.lead}</p>
      <Own page={page} />
    </>
  );
}
