import type { ErasingView } from '@/lib/portal/erasing';
import type { Page } from '../page';

function Choice(parts: {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly label: string;
  readonly why: string;
}) {
  const { type, name, value, checked, label, why } = parts;
  return (
    <label className="check">
      <input type={type} name={name} value={value} defaultChecked={checked} />
      <span>
        <strong>{label}</strong>
        <small>{why}</small>
      </span>
    </label>
  );
}

/** First step: a GET form. Nothing is erased by it. */
export function WishForm({ page, view }: { readonly page: Page; readonly view: ErasingView }) {
  const { own } = page.words.erase;
  return (
    <section className="section" id="erase" aria-labelledby="erase-title">
      <h2 id="erase-title">{own.title}</h2>
      <form method="get" action="/delete/confirm" className="grid gap-4">
        <fieldset>
          <legend className="mb-2 font-semibold">{own.keepLegend}</legend>
          <Choice
            {...{ type: 'radio', name: 'refusal', value: 'keep', checked: true }}
            {...{ label: own.keep, why: own.keepWhy }}
          />
          <Choice
            {...{ type: 'radio', name: 'refusal', value: 'drop', checked: false }}
            {...{ label: own.drop, why: own.dropWhy }}
          />
        </fieldset>
        {view.services.some(({ mayAsk }) => mayAsk) ? (
          <Choice
            {...{ type: 'checkbox', name: 'services', value: 'ask', checked: false }}
            {...{ label: own.both, why: own.bothWhy }}
          />
        ) : null}
        <p className="flex flex-wrap gap-3">
          <button className="button">{own.next}</button>
          <a className="button" href="/">
            {own.cancel}
          </a>
        </p>
      </form>
    </section>
  );
}
