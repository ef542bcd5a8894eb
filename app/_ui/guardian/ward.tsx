import type { WardView } from '@/lib/portal/guardian';
import { dayText } from '../dates';
import type { Page } from '../page';
import { SayForm } from './say-form';
import { Waiting } from './waiting';

interface Part {
  readonly page: Page;
  readonly ward: WardView;
}

/** Two buttons of one kind; what each does stands once, above all that waits. */
function Answer({ page, ward, of }: Part & { readonly of: WardView['waiting'][number] }) {
  const words = page.words.guardian.ward;
  const fields = { tag: ward.tag, purpose: of.key };
  return (
    <div className="guardian-answer">
      {(['approve', 'refuse'] as const).map((act) => (
        <SayForm
          key={act}
          page={page}
          act={act}
          fields={act === 'approve' ? { ...fields, seen: of.seen } : fields}
        >
          <button className="button" aria-describedby={`${ward.tag}-effect`}>
            {words[act]}
            <span className="sr">{words.about(of.name)}</span>
          </button>
        </SayForm>
      ))}
    </div>
  );
}

function Decided({ page, ward }: Part) {
  const words = page.words.guardian.ward;
  if (ward.said.length === 0) return null;
  return (
    <>
      <h4 className="label mt-6">{words.decided}</h4>
      <ul>
        {ward.said.map(({ key, name, act, atMs }) => (
          <li key={key} className="guardian-said">
            <p>
              <strong>{name}</strong>
              <br />
              {words.said[act](dayText(page.locale, atMs))}
            </p>
            {act === 'approve' && ward.guarded ? (
              <SayForm page={page} act="refuse" fields={{ tag: ward.tag, purpose: key }}>
                <button className="button">
                  {words.stop}
                  <span className="sr">{words.about(name)}</span>
                </button>
              </SayForm>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function Asked({ page, ward }: Part) {
  const words = page.words.guardian;
  return (
    <>
      <h4 className="label mt-6">{words.ward.ask}</h4>
      {ward.waiting.length === 0 ? (
        <p>{words.waiting.none}</p>
      ) : (
        <p id={`${ward.tag}-effect`} className="mb-4">
          {page.words.sentences(words.ward.approveEffect, words.ward.refuseEffect)}
        </p>
      )}
      <ul>
        {ward.waiting.map((of) => (
          <Waiting key={of.key} page={page} waiting={of} id={`${ward.tag}-${of.key}`}>
            <Answer page={page} ward={ward} of={of} />
          </Waiting>
        ))}
      </ul>
    </>
  );
}

/** One child, to their guardian: what waits, what was decided, and the ways out. */
export function WardPart({ page, ward, number }: Part & { readonly number: number }) {
  const words = page.words.guardian.ward;
  const { locale } = page;
  const end = `${ward.tag}-end`;
  const fields = { tag: ward.tag };
  return (
    <section className="ward" aria-labelledby={`ward-${number}`}>
      <h3 id={`ward-${number}`}>{words.name(number)}</h3>
      <p>
        {words.since(dayText(locale, ward.sinceMs))}{' '}
        {ward.guarded
          ? ward.untilMs === null
            ? null
            : words.until(dayText(locale, ward.untilMs - 1))
          : words.over}
      </p>
      {ward.guarded ? <Asked page={page} ward={ward} /> : null}
      <Decided page={page} ward={ward} />
      <div className="guardian-ways">
        {ward.guarded ? (
          <SayForm page={page} act="teen" fields={fields}>
            <p id={`${end}-teen`}>{words.teenText}</p>
            <button className="button" aria-describedby={`${end}-teen`}>
              {words.teen}
            </button>
          </SayForm>
        ) : null}
        <SayForm page={page} act="end-ward" fields={fields}>
          <p id={end}>{words.endEffect}</p>
          <button className="button" aria-describedby={end}>
            {words.end}
            <span className="sr">{words.about(words.name(number))}</span>
          </button>
        </SayForm>
      </div>
    </section>
  );
}
