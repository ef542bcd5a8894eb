import { carriedRefusalMs } from '@/lib/portal/carried-refusal';
import { dayText } from './dates';
import type { Page } from './page';

/** Said to who comes back after an erasure, until they choose something themselves. */
export async function CarriedNote({ page }: { readonly page: Page }) {
  const { runtime, reading, words, locale } = page;
  const sinceMs = await carriedRefusalMs(runtime, reading.state);
  if (sinceMs === undefined) return null;
  return (
    <div className="note">
      <p>{words.erase.carried(dayText(locale, sinceMs))}</p>
    </div>
  );
}
