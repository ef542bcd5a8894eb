import { mayLayDown } from '@/lib/publishing/draft-gates';
import type { ConsolePage } from '../console-page';
import { Field } from '../field';
import { draftWords } from './words';

/** A file, handed in whole; what is in force is where it begins. */
export function DraftForm({ page, bad }: { readonly page: ConsolePage; readonly bad: boolean }) {
  const { layDown } = draftWords[page.locale];
  return (
    <section className="draft-part" aria-labelledby="lay-down">
      <h2 id="lay-down">{layDown.title}</h2>
      {mayLayDown(page.principal) ? (
        <form
          className="draft-form"
          method="post"
          action="/console/catalogue/lay-down"
          encType="multipart/form-data"
        >
          {bad ? (
            <p id="draft-bad" className="problem problem-box" role="alert">
              {layDown.bad}
            </p>
          ) : null}
          <Field id="draft-file" label={layDown.file} hint={layDown.hint}>
            <input
              type="file"
              id="draft-file"
              name="file"
              accept="application/json,.json"
              required
              aria-invalid={bad ? true : undefined}
              aria-describedby={bad ? 'draft-bad draft-file-hint' : 'draft-file-hint'}
            />
          </Field>
          <button className="button button-strong">{layDown.button}</button>
        </form>
      ) : (
        <p className="quiet">{layDown.role}</p>
      )}
    </section>
  );
}
