import { Fragment } from 'react';
import { curlOf } from './examples';
import type { Operation } from './operations';
import type { DocsWords } from './words';

function Code({ children, lang }: { readonly children: string; readonly lang?: string }) {
  return (
    <pre
      lang={lang ?? 'en'}
      tabIndex={0}
      className="overflow-x-auto border border-(--rule) bg-(--paper-quiet) p-4 text-sm leading-relaxed"
    >
      <code>{children}</code>
    </pre>
  );
}

/** Words of the description: what stands between backticks is code. */
function Words({ text, lang }: { readonly text: string; readonly lang?: 'en' }) {
  const parts = text.split('`');
  return (
    <span lang={lang}>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <code key={part} className="wrap-anywhere">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </span>
  );
}

function Schema({ title, text }: { readonly title: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <details>
      <summary>{title}</summary>
      <Code>{text}</Code>
    </details>
  );
}

function Answers({
  operation,
  words,
}: {
  readonly operation: Operation;
  readonly words: DocsWords;
}) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="pb-2 text-left font-semibold">{words.answers}</caption>
      <thead>
        <tr className="border-b border-(--rule-strong)">
          <th scope="col" className="w-20 whitespace-nowrap py-2 pr-4 font-semibold">
            {words.status}
          </th>
          <th scope="col" className="py-2 font-semibold">
            {words.meaning}
          </th>
        </tr>
      </thead>
      <tbody>
        {operation.answers.map(({ status, meaning }) => (
          <tr key={status} className="border-b border-(--rule) align-top">
            <th scope="row" className="whitespace-nowrap py-2 pr-4 font-normal tabular-nums">
              {status}
            </th>
            <td className="py-2">
              {words.statusWords[status] === undefined ? (
                <Words text={meaning} lang="en" />
              ) : (
                <Words text={words.statusWords[status]} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function OperationSection(parts: {
  readonly operation: Operation;
  readonly words: DocsWords;
  readonly origin: string;
}) {
  const { operation, words, origin } = parts;
  const { name, scopes, description } = operation;
  const own = words.summaries[name];
  return (
    <section
      id={operation.anchor}
      aria-labelledby={`${operation.anchor}-title`}
      className="grid gap-4 border-t border-(--rule) py-8"
    >
      <h3 id={`${operation.anchor}-title`}>{own ?? operation.summary}</h3>
      <p>
        <code lang="en" className="wrap-anywhere">
          {name}
        </code>
      </p>
      {own === undefined && description !== undefined ? (
        <p>
          <Words text={description} lang="en" />
        </p>
      ) : null}
      <p>
        {words.access}
        {scopes.length === 0 ? (
          words.anyone
        ) : (
          <>
            {scopes.length > 1 ? `${words.oneOf} ` : ''}
            <code lang="en">{scopes.join(' · ')}</code>
          </>
        )}
      </p>
      <div className="grid gap-2">
        <h4 className="font-semibold">{words.example}</h4>
        <Code>{curlOf(origin, name, scopes.length > 0)}</Code>
      </div>
      <Answers operation={operation} words={words} />
      <Schema title={words.schema.request} text={operation.bodySchema} />
      <Schema title={words.schema.answer} text={operation.answerSchema} />
    </section>
  );
}

/** Breaks after an underscore where it has to break. */
function CodeName({ name }: { readonly name: string }) {
  return (
    <code lang="en">
      {name.split(/(?<=_)/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}

export function NamedTable(parts: {
  readonly caption: string;
  readonly head: readonly [string, string];
  readonly rows: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly id?: string;
  }[];
}) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr">{parts.caption}</caption>
      <thead>
        <tr className="border-b border-(--rule-strong)">
          {parts.head.map((text) => (
            <th key={text} scope="col" className="whitespace-nowrap py-2 pr-4 font-semibold">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.rows.map(({ name, meaning, id }) => (
          <tr key={name} id={id} className="border-b border-(--rule) align-top">
            <th scope="row" className="wrap-break-word py-2 pr-4 font-normal sm:whitespace-nowrap">
              <CodeName name={name} />
            </th>
            <td className="py-2">{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
