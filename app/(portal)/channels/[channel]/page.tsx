import type { Metadata } from 'next';
import { channelView } from '@/lib/portal/channels';
import NotFound from '../../../not-found';
import { ChannelUse } from '../../../_ui/channel/channel-use';
import { Frame } from '../../../_ui/frame';
import { getPage, type Query } from '../../../_ui/page';
import { RefuseAll } from '../../../_ui/purpose/refuse-all';

interface Parts {
  readonly params: Promise<{ readonly channel: string }>;
  readonly searchParams: Promise<Query>;
}

async function load({ params, searchParams }: Parts) {
  const { channel } = await params;
  const page = await getPage(`/channels/${channel}`, await searchParams);
  const { compiled, state, stations, nowMs } = page.reading;
  const known = compiled.channels.get(channel);
  const view =
    known && channelView({ compiled, locale: page.locale, state, stations, nowMs }, known);
  return { page, view: view?.places.length === 0 ? undefined : view };
}

export async function generateMetadata(parts: Parts): Promise<Metadata> {
  const { page, view } = await load(parts);
  return { title: page.words.title(view?.name ?? page.words.errors.notFoundTitle) };
}

export default async function ChannelPage(parts: Parts) {
  const { page, view } = await load(parts);
  if (view === undefined) return <NotFound />;
  const { words } = page;
  const optional = view.uses.filter(({ basis }) => basis !== 'contract');
  const refused = optional.every(({ cells }) => cells.standing === 'refused');
  return (
    <Frame page={page} section={null} narrow>
      <p className="sign-line">
        <a href="/channels">
          <span>{words.channels.title}</span>
        </a>
      </p>
      <h1>{view.name}</h1>
      <p className="standing my-4">
        {page.reading.stations === null
          ? words.channels.mayPlaces(view.places.length)
          : words.channels.places(view.permitted, view.places.length)}
      </p>
      <RefuseAll
        page={page}
        act="refuse-channel"
        fields={{ channel: view.key }}
        label={words.channels.refuseAll(view.name)}
        effect={{ stops: view.places, without: [] }}
        stopped={refused ? words.channels.stopped(view.name) : undefined}
        always={words.channels.always}
      />
      <section className="section" aria-labelledby="uses">
        <h2 id="uses">{words.channels.uses(view.name)}</h2>
        {optional.some(({ contact }) => contact) ? (
          <p className="quiet mb-4">{words.channels.receiveFirst}</p>
        ) : null}
        {optional.map((use) => (
          <ChannelUse key={use.purpose.key} page={page} channel={view} use={use} />
        ))}
      </section>
    </Frame>
  );
}
