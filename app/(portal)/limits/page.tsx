import type { Metadata } from 'next';
import { limitOffers, limitViews } from '@/lib/portal/limits';
import { pauseViews } from '@/lib/portal/pauses';
import { purposeGroups } from '@/lib/portal/purposes';
import { Frame } from '../../_ui/frame';
import { AgeForm, MoreForms, MuteForm } from '../../_ui/limits/content-forms';
import { InForce } from '../../_ui/limits/in-force';
import { FrequencyForm, QuietForm } from '../../_ui/limits/message-forms';
import { PauseForm } from '../../_ui/limits/pause-form';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Query } from '../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.limits.title) };
}

const SECTIONS = ['pause', 'frequency', 'quiet', 'age', 'mute', 'more'] as const;

export default async function LimitsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/limits', query);
  const { reading, locale, words } = page;
  const { compiled, state, counters, nowMs } = reading;
  const limits = limitViews(state, counters, nowMs);
  const offers = limitOffers(compiled, locale);
  const groups = purposeGroups({ compiled, locale, state, nowMs });
  return (
    <Frame page={page} section={null} narrow>
      <h1>{words.limits.title}</h1>
      <p className="lead">{words.sentences(words.limits.lead, words.limits.leadMore)}</p>
      <nav className="more-ways" aria-label={words.limits.contents}>
        {SECTIONS.map((key) => (
          <a key={key} href={`#${key}`}>
            {words.limits[key].title}
          </a>
        ))}
      </nav>
      <InForce page={page} pauses={pauseViews(compiled, locale, state, nowMs)} limits={limits} />
      <PauseForm page={page} groups={groups} purpose={single(query, 'pause')} />
      <FrequencyForm page={page} offers={offers} />
      <QuietForm page={page} />
      <p className="note mt-8">{words.limits.told}</p>
      <AgeForm page={page} offers={offers} />
      <MuteForm page={page} offers={offers} />
      <MoreForms page={page} offers={offers} limits={limits} />
    </Frame>
  );
}
