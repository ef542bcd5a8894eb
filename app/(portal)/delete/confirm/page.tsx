import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { sealWish, type ErasureWish } from '@/lib/portal/erase-oneself';
import { erasingView, type ErasingView } from '@/lib/portal/erasing';
import { dayText } from '../../../_ui/dates';
import { Frame } from '../../../_ui/frame';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.erase.confirm.title) };
}

function factsOf(page: Page, view: ErasingView, wish: ErasureWish) {
  const { words, locale } = page;
  const { confirm } = words.erase;
  const open = view.services.filter(({ mayAsk }) => mayAsk);
  const names = words.list(open.map(({ system }) => words.systems[system] ?? system));
  const lastMs = Math.max(...view.holds.map(({ untilMs }) => untilMs));
  return [
    [confirm.record, confirm.recordGoes],
    [confirm.refusal, wish.keepRefusal ? confirm.kept : confirm.dropped],
    [confirm.services, wish.askServices ? confirm.asks(names) : confirm.asksNot],
    ...(view.holds.length === 0
      ? []
      : [[confirm.hold, confirm.holdUntil(dayText(locale, lastMs))] as const]),
  ] as const;
}

/** Second step: says what will be done, and carries exactly that, sealed. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/delete/confirm', query);
  const { principal, runtime, words } = page;
  const view = principal.kind === 'person' ? await erasingView(runtime, principal) : undefined;
  if (principal.kind !== 'person' || view === undefined) redirect('/delete');
  const open = view.services.some(({ mayAsk }) => mayAsk);
  const wish = {
    keepRefusal: single(query, 'refusal') !== 'drop',
    askServices: open && single(query, 'services') === 'ask',
  };
  const { confirm } = words.erase;
  return (
    <Frame page={page} section={null} narrow>
      <p className="quiet">{confirm.step}</p>
      <h1>{confirm.title}</h1>
      <p className="lead mb-4">{confirm.text}</p>
      <dl className="facts">
        {factsOf(page, view, wish).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <form method="post" action="/delete/now" className="mt-6 flex flex-wrap gap-3">
        <input
          type="hidden"
          name="wish"
          value={sealWish(runtime, principal, wish)}
          readOnly
          autoComplete="off"
        />
        <button className="button">{confirm.erase}</button>
        <a className="button" href="/delete">
          {confirm.cancel}
        </a>
      </form>
    </Frame>
  );
}
