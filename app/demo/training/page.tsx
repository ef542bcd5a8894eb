import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { Locale } from '@/lib/catalogue/model';
import { getLocale } from '../../_ui/locale';
import { demoRuntime } from '../door';
import { SETTINGS_FRAME } from '../frames';
import type { Persona } from '../personas';
import type { Because } from '../shop/slots/slot';
import { clockText } from '../stage/clock-text';
import { currentPersona } from '../stage/read';
import { PLACE } from './job';
import { RunView } from './run-view';
import { isRunning, runs, type Run } from './runs';
import { JobFrame } from './job-frame';
import { JOB } from './words';

const EARLIER = 5;

export async function generateMetadata(): Promise<Metadata> {
  return { title: JOB.title[await getLocale()] };
}

function Earlier({ all, locale }: { readonly all: readonly Run[]; readonly locale: Locale }) {
  return (
    <section className="job-part">
      <table>
        <caption>{JOB.earlier[locale]}</caption>
        <thead>
          <tr>
            <th scope="col">{JOB.time[locale]}</th>
            <th scope="col" className="job-number">
              {JOB.before[locale]}
            </th>
            <th scope="col" className="job-number">
              {JOB.after[locale]}
            </th>
            <th scope="col" className="job-number">
              {JOB.records[locale]}
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((run) => (
            <tr key={run.id}>
              <th scope="row">{clockText(locale, run.startedAtMs)}</th>
              <td className="job-number">{run.people}</td>
              <td className="job-number">{run.usable}</td>
              <td className="job-number">{run.records}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** For the one who looks: whether this run learned from them, and from what. */
function Yours(parts: {
  readonly persona: Persona;
  readonly because: readonly Because[] | undefined;
  readonly locale: Locale;
}) {
  const { persona, because = [], locale } = parts;
  const used = because.length > 0;
  return (
    <section className="job-part" data-place={PLACE} data-personal={used}>
      <p>{JOB[used ? 'usedYours' : 'notYours'](persona.name)[locale]}</p>
      {used ? (
        <details>
          <summary>{JOB.why[locale]}</summary>
          <ul>
            {because.map(({ words: said }) => (
              <li key={said.ja}>{said[locale]}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

export default async function TrainingPage() {
  if ((await demoRuntime()) === undefined) notFound();
  const [locale, persona] = await Promise.all([getLocale(), currentPersona()]);
  const [run] = runs();
  const done = runs().filter(({ stage }) => stage === 'done');
  const before = done.find(({ id }) => run !== undefined && id < run.id);
  return (
    <JobFrame locale={locale}>
      <h1>{JOB.heading[locale]}</h1>
      <p>{JOB.lead[locale]}</p>
      {run !== undefined && isRunning(run) ? null : (
        <form method="post" action="/demo/training/start">
          <button className="job-button">
            {JOB[run === undefined ? 'start' : 'again'][locale]}
          </button>
        </form>
      )}
      {run === undefined ? (
        <p className="job-quiet">{JOB.none[locale]}</p>
      ) : (
        <RunView run={run} before={before} locale={locale} />
      )}
      {before === undefined ? null : (
        <Earlier all={done.filter(({ id }) => id !== run?.id).slice(0, EARLIER)} locale={locale} />
      )}
      {run?.stage === 'done' && persona !== undefined ? (
        <Yours because={run.used.get(persona.identifiers.data)} {...{ persona, locale }} />
      ) : null}
      <p>
        {JOB.own[locale]}{' '}
        <a href={`/places/${PLACE}`} target={SETTINGS_FRAME}>
          {JOB.ownLink[locale]}
        </a>
      </p>
    </JobFrame>
  );
}
