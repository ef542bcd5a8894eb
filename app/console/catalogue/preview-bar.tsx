import { EXAMPLES, type Example } from '@/lib/publishing/preview';
import type { ConsolePage } from '../console-page';
import { LanguageForm } from '../../_ui/language-form';
import { draftWords } from './words';

export type ShownPage = 'map' | 'purposes' | 'place' | 'renewal';

interface Parts {
  readonly page: ConsolePage;
  readonly id: string;
  readonly example: Example;
  readonly shown: ShownPage;
  readonly at: string;
  readonly options: readonly (readonly [key: string, name: string])[];
  readonly path: string;
}

/** Another part of the same page, another page, another person. */
function Where({ page, id, example, shown, at, options }: Parts) {
  const words = draftWords[page.locale];
  const base = `/console/catalogue/${id}/as`;
  return (
    <>
      <nav aria-label={words.preview.page}>
        <ul className="tags">
          {(['map', 'purposes', 'place', 'renewal'] as const).map((each) => (
            <li key={each}>
              <a
                href={`${base}/${example}?page=${each}`}
                aria-current={each === shown ? 'page' : undefined}
              >
                {words.looks.pages[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label={words.preview.who}>
        <ul className="tags">
          {EXAMPLES.map((each) => (
            <li key={each}>
              <a
                href={`${base}/${each}?page=${shown}&at=${at}`}
                aria-current={each === example ? 'true' : undefined}
              >
                {words.looks.as[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {options.length === 0 ? null : (
        <form method="get" action={`${base}/${example}`}>
          <input type="hidden" name="page" value={shown} />
          <label>
            {shown === 'place' ? words.looks.pages.place : words.preview.group}
            <select className="select" name="at" defaultValue={at}>
              {options.map(([key, name]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button className="button">{words.preview.show}</button>
        </form>
      )}
    </>
  );
}

export function PreviewBar(parts: Parts) {
  const { page, id, path } = parts;
  const { locale, shared } = page;
  const { preview } = draftWords[locale];
  return (
    <>
      <a className="skip" href="#content">
        {shared.skip}
      </a>
      <header className="preview-bar">
        <div className="preview-bar-head">
          <p>
            <strong>{preview.bar}</strong> <a href={`/console/catalogue/${id}`}>{preview.back}</a>
          </p>
          <LanguageForm locale={locale} words={shared.language} here={path} />
        </div>
        <p className="small">{preview.inert}</p>
        <Where {...parts} />
      </header>
    </>
  );
}
