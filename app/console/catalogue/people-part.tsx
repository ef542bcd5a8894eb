import { FEW, type Affected, type Draft } from '@/lib/publishing/draft-model';
import type { ConsolePage } from '../console-page';
import { draftWords } from './words';

interface Parts {
  readonly page: ConsolePage;
  readonly draft: Draft;
}

const isFew = (count: number) => count > 0 && count < FEW;

/** Nobody is told about a few; nor what is left of all without them. */
function countText({ locale }: ConsolePage, count: number): string {
  if (isFew(count)) return draftWords[locale].people.few;
  const text = new Intl.NumberFormat(locale).format(count);
  return locale === 'ja' ? `${text}人` : text;
}

function Counting({ page, done, total }: { page: ConsolePage; done: number; total: number }) {
  const { people, standing } = draftWords[page.locale];
  const number = new Intl.NumberFormat(page.locale);
  return (
    <div className="pack-work">
      <progress
        aria-label={standing.counting}
        value={total === 0 ? undefined : done}
        max={Math.max(1, total)}
      />
      <p className="num">{people.counting(number.format(done), number.format(total))}</p>
      <p className="quiet small">{people.waits}</p>
      <p>
        <a className="button" href="">
          {people.look}
        </a>
      </p>
    </div>
  );
}

function Counts({ page, affected }: { page: ConsolePage; affected: Affected }) {
  const { people } = draftWords[page.locale];
  const { places } = affected;
  const { touchpoints } = page.runtime.catalogues.current();
  const { askedAgain, ending, staying } = affected;
  const rows = [
    [people.askedAgain, countText(page, askedAgain)],
    [people.ending, countText(page, ending)],
    [people.staying, [askedAgain, ending].some(isFew) ? people.rest : countText(page, staying)],
  ] as const;
  const named = Object.entries(places).map(([key, count]) => {
    const name = touchpoints.get(key)?.touchpoint.text[page.locale].name ?? key;
    return people.place(name, countText(page, count));
  });
  return (
    <>
      <p>{people.all(countText(page, affected.people))}</p>
      <dl className="facts">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
      {named.length === 0 ? null : (
        <>
          <h3>{people.places}</h3>
          <ul className="bullets">
            {named.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <p className="quiet small">{people.fewNote}</p>
    </>
  );
}

export function PeoplePart({ page, draft }: Parts) {
  const { standing } = draft;
  const { people } = draftWords[page.locale];
  if (standing.kind !== 'counting' && standing.kind !== 'ready') return null;
  return (
    <section className="draft-part" aria-labelledby="people">
      <h2 id="people">{people.title}</h2>
      {standing.kind === 'counting' ? (
        <Counting page={page} done={standing.done} total={standing.total} />
      ) : standing.affected === null ? (
        <p className="problem problem-box">{people.failed}</p>
      ) : (
        <Counts page={page} affected={standing.affected} />
      )}
    </section>
  );
}
