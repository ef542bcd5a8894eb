import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { Act } from '@/lib/portal/form-schema';
import { isKeepable, openKept } from '@/lib/portal/kept-act';
import { Frame } from '../../../_ui/frame';
import { HiddenFields } from '../../../_ui/hidden-fields';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.kept.title) };
}

/** 「広告をあなたに合わせる・サイト・購入の記録」 */
function aboutOf(page: Page, act: Act): string {
  const { compiled } = page.reading;
  const { locale, words } = page;
  const tables = [
    ['purpose', compiled.purposes],
    ['channel', compiled.channels],
    ['data', compiled.data],
    ['sensitive', compiled.data],
  ] as const;
  const fields: Readonly<Record<string, string | number>> = { ...act };
  const place = compiled.touchpoints.get(String(fields['touchpoint']))?.touchpoint;
  const names = tables.flatMap(
    ([field, table]) => table.get(String(fields[field]))?.text[locale].name ?? [],
  );
  return words.list([...(place === undefined ? [] : [place.text[locale].name]), ...names]);
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
      <p className="standing mt-4">{words.history.quoted(aboutOf(page, act))}</p>
      <form method="post" action="/choices" className="choice-row mt-4" data-enhance>
        <HiddenFields setting={setting} fields={fields} />
        <button className="button">
          {act.act === 'allow-place-briefly' ? words.choice.briefly : words.choice.allow}
        </button>
        <a className="button" href={back}>
          {words.kept.leave}
        </a>
      </form>
    </Frame>
  );
}
