import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from '../_ui/locale';
import { getPrincipal } from '../_ui/principal';
import { demoRuntime } from './door';
import { Devices } from './stage/devices';
import { Live } from './stage/live';
import { People } from './stage/people';
import { currentPersona, readHappened } from './stage/read';
import { StageFrame } from './stage/stage-frame';
import { Steps } from './stage/steps';
import { STAGE_WORDS } from './stage/words';

export async function generateMetadata(): Promise<Metadata> {
  return { title: STAGE_WORDS[await getLocale()].title };
}

export default async function GuidedPage() {
  const runtime = await demoRuntime();
  if (runtime === undefined) notFound();
  const [locale, persona, principal] = await Promise.all([
    getLocale(),
    currentPersona(),
    getPrincipal(),
  ]);
  const words = STAGE_WORDS[locale];
  return (
    <StageFrame locale={locale} path="/demo">
      <div className="opening">
        <h1>
          {words.heading.map((phrase) => (
            <span key={phrase}>{phrase}</span>
          ))}
        </h1>
        <p>{words.lead}</p>
      </div>
      <People current={persona} locale={locale} />
      <Steps locale={locale} />
      {persona === undefined || principal.kind === 'person' ? null : (
        <p className="device-note">{words.signedOut}</p>
      )}
      <Devices locale={locale} />
      <Live
        key={persona?.key ?? 'nobody'}
        initial={await readHappened(runtime, persona, locale)}
        locale={locale}
      />
    </StageFrame>
  );
}
