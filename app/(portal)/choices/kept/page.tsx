import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { isKeepable, openKept } from '@/lib/portal/kept-act';
import { Frame } from '../../../_ui/frame';
import { HiddenFields } from '../../../_ui/hidden-fields';
import { keptAbout, keptButton } from '../../../_ui/kept-words';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, single, type Query } from '../../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.kept.title) };
}

/** What was about to be chosen when the session had ended: shown again, saved only by a press. */
export default async function KeptPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/choices/kept', query);
  const { runtime, words, reading } = page;
  const kept = openKept(runtime.vault, single(query, 'act'), reading.nowMs);
  if (kept === undefined || !isKeepable(kept.act)) redirect('/');
  if (page.principal.kind !== 'person') {
    redirect(`/sign-in?${new URLSearchParams({ next: page.path }).toString()}`);
  }
  const { act, back } = kept;
  const { once, version, ...fields } = act;
  const setting = { once: () => once, version, back };
  return (
    <Frame page={{ ...page, path: back, setting: { ...page.setting, back } }} section={null} narrow>
      <h1>{words.kept.title}</h1>
      <p>{words.kept.text}</p>
      <p className="standing mt-4">{words.history.quoted(await keptAbout(page, act))}</p>
      <form method="post" action="/choices" className="choice-row mt-4" data-enhance>
        <HiddenFields setting={setting} fields={fields} />
        <button className="button">{keptButton(act, words)}</button>
        <a className="button" href={back}>
          {words.kept.leave}
        </a>
      </form>
    </Frame>
  );
}
