import type { ErasingView, ServiceView } from '@/lib/portal/erasing';
import { dayText } from '../dates';
import type { Page } from '../page';

function statusText({ words, locale }: Page, asked: ServiceView['asked']): string {
  const { services } = words.erase;
  if (asked === undefined) return services.never;
  const at = dayText(locale, asked.answeredAtMs ?? asked.askedAtMs);
  return services[asked.status](at);
}

function Service({ page, service }: { readonly page: Page; readonly service: ServiceView }) {
  const { system, asked, mayAsk } = service;
  const name = page.words.systems[system] ?? system;
  const text = (
    <span>
      <strong>{name}</strong>
      <small>{statusText(page, asked)}</small>
    </span>
  );
  if (!mayAsk) return <p className="check check-off">{text}</p>;
  return (
    <label className="check">
      <input type="checkbox" name="system" value={system} />
      {text}
    </label>
  );
}

/** 「各サービスに消去を頼む」: all or some, and how each stands. */
export function ServicesForm(parts: {
  readonly page: Page;
  readonly view: ErasingView;
  /** What came of the last press. */
  readonly said: string | undefined;
}) {
  const { page, view, said } = parts;
  const words = page.words.erase.services;
  const open = view.services.some(({ mayAsk }) => mayAsk);
  return (
    <section className="section" id="services" aria-labelledby="services-title">
      <h2 id="services-title">{words.title}</h2>
      {said === 'asked' ? (
        <p className="saved mb-2 px-4 py-2" role="status">
          {words.askedNow}
        </p>
      ) : null}
      {said === 'none' ? (
        <p className="problem mb-2 px-4 py-2" role="alert">
          {words.noneChosen}
        </p>
      ) : null}
      <p>{view.services.length === 0 ? words.none : words.text}</p>
      {view.services.length === 0 ? null : (
        <form method="post" action="/delete/services" className="mt-2 grid gap-3">
          <p>{words.order}</p>
          <fieldset>
            <legend className="mb-2 font-semibold">{words.legend}</legend>
            {view.services.map((service) => (
              <Service key={service.system} page={page} service={service} />
            ))}
          </fieldset>
          {open ? (
            <p className="flex flex-wrap gap-3">
              <button className="button" name="which" value="chosen">
                {words.ask}
              </button>
              <button className="button" name="which" value="all">
                {words.askAll}
              </button>
            </p>
          ) : null}
        </form>
      )}
    </section>
  );
}
