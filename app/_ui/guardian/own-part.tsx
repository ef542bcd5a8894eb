import type { AgeView, OwnGuardiansView, OwnGuardianView } from '@/lib/portal/guardian';
import type { AskView } from '@/lib/portal/guardian-ask';
import type { ShownCode } from '@/lib/portal/links';
import { dayText, instantText } from '../dates';
import type { Page } from '../page';
import { SayForm, TwoLists } from './say-form';
import { Waiting } from './waiting';

interface Part {
  readonly page: Page;
  readonly age: AgeView;
  readonly guardians: OwnGuardiansView;
  readonly ask: AskView | undefined;
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

interface LinkedPart {
  readonly page: Page;
  readonly guardian: OwnGuardianView;
  /** Where there are several: which of them. */
  readonly at: number | undefined;
}

function Linked({ page, guardian, at }: LinkedPart) {
  const { own } = page.words.guardian;
  const day = dayText(page.locale, guardian.sinceMs);
  const id = `end-effect-${guardian.tag}`;
  return (
    <div className={at === undefined ? undefined : 'mt-4'}>
      <p className="standing">
        {at === undefined ? own.linked(day) : own.oneOf(own.name(at), day)}
      </p>
      {guardian.mayEnd ? (
        <SayForm page={page} act="end" fields={{ tag: guardian.tag }} className="mt-4">
          <p id={id}>{at === undefined ? own.endEffect : own.endOneEffect}</p>
          <button className="button mt-2" aria-describedby={id}>
            {own.end}
            {at === undefined ? null : <span className="sr">{own.about(own.name(at))}</span>}
          </button>
        </SayForm>
      ) : null}
    </div>
  );
}

/** Whoever is linked, and the way for one more. */
function Guardians({ page, guardians, code }: Pick<Part, 'page' | 'guardians' | 'code'>) {
  const { own } = page.words.guardian;
  const { linked, mayLink } = guardians;
  const several = linked.length > 1;
  return (
    <>
      {several ? <p>{own.all}</p> : null}
      {linked.map((guardian, index) => (
        <Linked key={guardian.tag} {...{ page, guardian, at: several ? index + 1 : undefined }} />
      ))}
      {linked.length === 0 ? <Code page={page} code={code} /> : null}
      {linked.length > 0 && mayLink ? (
        <details className="mt-6" open={code !== undefined}>
          <summary>{own.more}</summary>
          <p>{own.moreText}</p>
          <Code page={page} code={code} />
        </details>
      ) : null}
    </>
  );
}

/** Asking by mail, once a day; and what became of it. */
function Ask({ page, ask }: { readonly page: Page; readonly ask: AskView }) {
  const { words, locale } = page;
  const { own } = words.guardian;
  const { askedAtMs, againAtMs } = ask;
  const asked = askedAtMs === null ? undefined : own.asked(instantText(locale, askedAtMs));
  if (asked !== undefined && againAtMs !== null) {
    return (
      <p className="my-4">{words.sentences(asked, own.again(instantText(locale, againAtMs)))}</p>
    );
  }
  return (
    <SayForm page={page} act="ask" className="my-4">
      <p id="ask-effect">
        {words.sentences(...(asked === undefined ? [] : [asked]), own.askEffect)}
      </p>
      <button className="button mt-2" aria-describedby="ask-effect">
        {own.ask}
      </button>
    </SayForm>
  );
}

/** Of a child: who decides with them, what that person sees, and what waits. */
export function OwnPart({ page, age, guardians, ask, code }: Part) {
  const { own, waiting: words } = page.words.guardian;
  return (
    <section className="section" id="own" aria-labelledby="own-title">
      <h2 id="own-title">{own.title}</h2>
      {guardians.linked.length === 0 ? <p className="standing">{own.none}</p> : null}
      <TwoLists
        id="guardian-sees"
        lists={[
          [own.sees, own.seesList],
          [own.seesNot, own.seesNotList],
        ]}
      />
      <p className="mb-4">{own.never}</p>
      <Guardians page={page} guardians={guardians} code={code} />
      <h3 className="mt-8">{words.title}</h3>
      <p>{age.waiting.length === 0 ? words.none : words.text}</p>
      {ask === undefined ? null : <Ask page={page} ask={ask} />}
      <ul>
        {age.waiting.map((waiting) => (
          <Waiting key={waiting.key} page={page} waiting={waiting} id={`waiting-${waiting.key}`} />
        ))}
      </ul>
    </section>
  );
}
