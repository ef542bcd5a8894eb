import type { Check, Finding, RowText, Trial } from '@/lib/evidence/rewrite/model';
import type { StageLocale } from '../stage/words';
import { Tree } from './tree';
import { REWRITE_WORDS } from './words';

interface Props {
  readonly trial: Trial;
  readonly locale: StageLocale;
}

function Mark({ finding, locale }: { readonly finding: Finding; readonly locale: StageLocale }) {
  const words = REWRITE_WORDS[locale];
  return (
    <span className="fit" data-state={finding.holds ? 'same' : 'changed'}>
      {finding.holds ? `✓ ${words.holds}` : `✕ ${words.fails}`}
    </span>
  );
}

function CheckRow({ check, locale }: { readonly check: Check; readonly locale: StageLocale }) {
  const words = REWRITE_WORDS[locale];
  const { name, text } = words.checkNames[check.name];
  return (
    <tr>
      <th scope="row">
        {name}
        <code>{text}</code>
      </th>
      <td>
        <Mark finding={check.before} locale={locale} />
      </td>
      <td>
        <Mark finding={check.after} locale={locale} />
        {check.after.problems.map((problem) => (
          <code className="said" lang="en" key={problem}>
            {problem}
          </code>
        ))}
      </td>
    </tr>
  );
}

function Rows({ before, after, locale }: Pick<Trial, 'before' | 'after'> & Pick<Props, 'locale'>) {
  const words = REWRITE_WORDS[locale];
  const side = (heading: string, row: RowText, other: RowText) => (
    <div>
      <h4>{heading}</h4>
      {row.length === 0 ? <p className="row-gone">{words.deleted}</p> : null}
      <dl>
        {row.map(([name, value], at) => (
          <div
            key={name}
            data-state={other.length === 0 || other[at]?.[1] === value ? 'same' : 'changed'}
          >
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
  return (
    <div className="both-rows">
      {side(words.before, before, before)}
      {side(words.after, after, before)}
    </div>
  );
}

export function Result({ trial, locale }: Props) {
  const words = REWRITE_WORDS[locale];
  const { attack, checks, pictures, sql } = trial;
  const caught = checks.some(({ after }) => !after.holds);
  const changed = pictures.after.root.state !== 'same';
  const signed = pictures.before.root.hash;
  const signedName = attack === 'operator' ? words.witnessed : words.signed;
  return (
    <section className="result" id="result" aria-labelledby="result-heading">
      <h2 id="result-heading" className="found-out" data-state={caught ? 'changed' : 'same'}>
        <span aria-hidden="true">!</span>
        {caught ? words.caught[attack] : words.missed}
      </h2>
      <p className="part-text">
        {words.did(String(trial.entries), (trial.tookMs / 1000).toFixed(1))}
      </p>
      <div className="trees">
        <div>
          <h3>{words.original}</h3>
          <p className="part-text">{words.originalText}</p>
          <Tree picture={pictures.before} signed={signed} signedName={signedName} locale={locale} />
        </div>
        <div>
          <h3>{words.copy}</h3>
          <p className="part-text">{words.copyText[changed ? 'changed' : 'same']}</p>
          <Tree picture={pictures.after} signed={signed} signedName={signedName} locale={locale} />
        </div>
      </div>
      <table className="checks">
        <caption>{words.checks}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.original}</th>
            <th scope="col">{words.copy}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <CheckRow key={check.name} check={check} locale={locale} />
          ))}
        </tbody>
      </table>
      {attack === 'operator' ? <p className="part-text">{words.throwaway}</p> : null}
      <div className="done">
        <div>
          <h3>{words.sql}</h3>
          <pre tabIndex={0} aria-label={words.sql}>
            {sql.map((statement) => `${statement};`).join('\n')}
          </pre>
        </div>
        <div>
          <h3>{words.rowHeading}</h3>
          <Rows before={trial.before} after={trial.after} locale={locale} />
        </div>
      </div>
    </section>
  );
}
