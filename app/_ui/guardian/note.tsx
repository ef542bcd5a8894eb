import { ageView } from '@/lib/portal/guardian';
import type { Page } from '../page';
import { OfAge } from './age-part';

/** On the first screen: what waits for the guardian, and once, that nobody else decides any more. */
export function GuardianNote({ page }: { readonly page: Page }) {
  const { reading, locale, words, principal } = page;
  if (principal.kind !== 'person' || reading.state?.age === undefined) return null;
  const { compiled, nowMs, state } = reading;
  const age = ageView({ compiled, locale, nowMs }, state);
  if (age.ofAge) return <OfAge page={page} age={age} />;
  if (age.waiting.length === 0) return null;
  return (
    <div className="note">
      <p>
        {words.guardian.waiting.note(age.waiting.length)}{' '}
        <a href="/guardian#own">{words.guardian.toPage}</a>
      </p>
    </div>
  );
}
