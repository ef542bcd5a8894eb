import type { Locale } from '@/lib/catalogue/model';
import { findGood } from '../shop/goods';
import { Reload } from './reload';
import { isRunning, type Run } from './runs';
import { JOB, REASON_NAMES } from './words';

interface Parts {
  readonly run: Run;
  readonly before: Run | undefined;
  readonly locale: Locale;
}

function name(key: string, locale: Locale): string {
  return findGood(key)?.text[locale].name ?? key;
}

export function Progress({ run, locale }: Omit<Parts, 'before'>) {
  const words = run.stage === 'checking' ? JOB.checking : JOB.telling;
  const text = run.stage === 'asking' ? JOB.progress(run.asked, run.people) : words;
  return (
    <div className="job-progress" role="status">
      <label htmlFor="progress">{JOB.running[locale]}</label>
      <progress id="progress" max={run.people} value={run.asked} />
      <p>{text[locale]}</p>
      <a href="/demo/training">{JOB.reload[locale]}</a>
      <Reload />
    </div>
  );
}

/** Two bars of one scale: everyone, and those behind the gate. The sentence says the same. */
function Gate({ run, before, locale }: Parts) {
  const bars = [
    { label: JOB.before, people: run.people },
    { label: JOB.after, people: run.usable },
  ];
  const sentences = [
    JOB.sentence(run.people, run.usable, run.records)[locale],
    ...(before === undefined ? [] : [JOB.change(run.usable - before.usable)[locale]]),
    ...(run.withdrew === 0 ? [] : [JOB.withdrew(run.withdrew)[locale]]),
  ];
  return (
    <section className="job-part" aria-labelledby="gate">
      <h2 id="gate">{JOB.gate[locale]}</h2>
      <dl className="gate">
        {bars.map(({ label, people }) => (
          <div key={label.ja}>
            <dt>{label[locale]}</dt>
            <dd>
              <strong>{JOB.people(people)[locale]}</strong>
              <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width="100" height="4" className="gate-all" />
                <rect width={(100 * people) / run.people} height="4" className="gate-some" />
              </svg>
            </dd>
          </div>
        ))}
      </dl>
      <p>{sentences.join(locale === 'ja' ? '' : ' ')}</p>
    </section>
  );
}

function Reasons({ run, locale }: Omit<Parts, 'before'>) {
  return (
    <section className="job-part">
      <table>
        <caption>{JOB.reasons[locale]}</caption>
        <thead>
          <tr>
            <th scope="col">{JOB.reason[locale]}</th>
            <th scope="col" className="job-number">
              {JOB.reasonPeople[locale]}
            </th>
          </tr>
        </thead>
        <tbody>
          {run.reasons.map(([reason, people]) => (
            <tr key={reason}>
              <th scope="row">{REASON_NAMES[reason]?.[locale] ?? reason}</th>
              <td className="job-number">{people}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="job-quiet">{JOB.few[locale]}</p>
    </section>
  );
}

function LearnedTable({ run, before, locale }: Parts) {
  const known = new Set(before?.learned.map(({ viewed, next }) => `${viewed}>${next}`));
  const isNew = (pair: string): boolean => before !== undefined && !known.has(pair);
  return (
    <section className="job-part job-wide">
      {run.learned.length === 0 ? (
        <>
          <h2>{JOB.learned[locale]}</h2>
          <p>{JOB.nothing[locale]}</p>
        </>
      ) : (
        <table>
          <caption>{JOB.learned[locale]}</caption>
          <thead>
            <tr>
              <th scope="col">{JOB.viewed[locale]}</th>
              <th scope="col">{JOB.next[locale]}</th>
              <th scope="col" className="job-number">
                {JOB.reasonPeople[locale]}
              </th>
              <th scope="col" className="job-number">
                {JOB.likely[locale]}
              </th>
            </tr>
          </thead>
          <tbody>
            {run.learned.map(({ viewed, next, people, chance }) => (
              <tr key={`${viewed}>${next}`}>
                <th scope="row">{name(viewed, locale)}</th>
                <td>
                  {name(next, locale)}{' '}
                  {isNew(`${viewed}>${next}`) ? (
                    <em className="job-new">{JOB.fresh[locale]}</em>
                  ) : null}
                </td>
                <td className="job-number">{people}</td>
                <td className="job-number">{`${String(Math.round(chance * 100))}%`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="job-quiet">{JOB.learnedText[locale]}</p>
    </section>
  );
}

export function RunView({ run, before, locale }: Parts) {
  if (isRunning(run)) return <Progress run={run} locale={locale} />;
  if (run.stage === 'failed') return <p role="alert">{JOB.failed[locale]}</p>;
  return (
    <div className="job-parts" data-run={run.id}>
      <Gate run={run} before={before} locale={locale} />
      <Reasons run={run} locale={locale} />
      <LearnedTable run={run} before={before} locale={locale} />
    </div>
  );
}
