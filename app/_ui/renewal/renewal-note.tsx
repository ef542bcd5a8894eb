import { broughtUp } from '@/lib/portal/read-renewal';
import type { Page } from '../page';
import { NotNow } from './not-now';

/** Once, in its place on the first screen; never again after an answer or 「今はしない」 (UX-34). */
export async function RenewalNote({ page }: { readonly page: Page }) {
  const { runtime, principal, reading, words } = page;
  if (principal.kind !== 'person') return null;
  const due = await broughtUp(runtime, principal, reading);
  if (due === undefined) return null;
  return (
    <section className="note renewal-note" aria-label={words.renewal.noteLabel}>
      {due.changed === 0 ? null : <p>{words.renewal.noteChanged(due.changed)}</p>}
      {due.ending === 0 ? null : <p>{words.renewal.noteEnding(due.ending)}</p>}
      <div className="acts">
        <a className="plain-button inline-flex items-center" href="/renewal">
          {words.renewal.see}
        </a>
        <NotNow page={page} />
      </div>
    </section>
  );
}
