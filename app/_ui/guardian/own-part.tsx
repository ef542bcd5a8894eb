import type { AgeView, OwnGuardianView } from '@/lib/portal/guardian';
import type { ShownCode } from '@/lib/portal/links';
import { dayText, instantText } from '../dates';
import type { Page } from '../page';
import { SayForm, TwoLists } from './say-form';
import { Waiting } from './waiting';

interface Part {
  readonly page: Page;
  readonly age: AgeView;
  readonly guardian: OwnGuardianView | undefined;
  readonly code: ShownCode | undefined;
}

function Code({ page, code }: Pick<Part, 'page' | 'code'>) {
  const { own } = page.words.guardian;
  return (
    <>
      <p>{own.codeText}</p>
      {code === undefined ? null : (
        <div className="saved mt-4 px-4 py-2" role="status">
          <p className="num text-2xl font-semibold">{code.code}</p>
          <p>{own.code(instantText(page.locale, code.expiresAtMs))}</p>
        </div>
      )}
      <form method="post" action="/guardian/code" className="mt-4">
        <button className="button">{own.take}</button>
      </form>
    </>
  );
}

function Linked({ page, guardian }: { readonly page: Page; readonly guardian: OwnGuardianView }) {
  const { own } = page.words.guardian;
  return (
    <>
      <p className="standing">{own.linked(dayText(page.locale, guardian.sinceMs))}</p>
      {guardian.mayEnd ? (
        <SayForm page={page} act="end" className="mt-4">
          <p id="end-effect">{own.endEffect}</p>
          <button className="button mt-2" aria-describedby="end-effect">
            {own.end}
          </button>
        </SayForm>
      ) : null}
    </>
  );
}

/** Of a child: who decides with them, what that person sees, and what waits. */
export function OwnPart({ page, age, guardian, code }: Part) {
  const { own, waiting: words } = page.words.guardian;
  return (
    <section className="section" id="own" aria-labelledby="own-title">
      <h2 id="own-title">{own.title}</h2>
      {guardian === undefined ? <p className="standing">{own.none}</p> : null}
      <TwoLists
        id="guardian-sees"
        lists={[
          [own.sees, own.seesList],
          [own.seesNot, own.seesNotList],
        ]}
      />
      <p className="mb-4">{own.never}</p>
      {guardian === undefined ? (
        <Code page={page} code={code} />
      ) : (
        <Linked page={page} guardian={guardian} />
      )}
      <h3 className="mt-8">{words.title}</h3>
      <p>{age.waiting.length === 0 ? words.none : words.text}</p>
      <ul>
        {age.waiting.map((waiting) => (
          <Waiting key={waiting.key} page={page} waiting={waiting} id={`waiting-${waiting.key}`} />
        ))}
      </ul>
    </section>
  );
}
