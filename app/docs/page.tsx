import { ERROR_STATUS } from '@/lib/errors';
import { REASONS } from '@/lib/decision/model';
import { runtime } from '@/lib/runtime/current';
import { LanguageForm } from '../_ui/language-form';
import { getLocale } from '../_ui/locale';
import { messagesFor } from '../_ui/messages/choose';
import { Contents } from './contents';
import { NamedTable, OperationSection } from './operation-section';
import { readOperations, type Operation } from './operations';
import { DOCS_WORDS, type DocsWords } from './words';

const COMMAND = 'npx nattoku keys create --name "my shop" --system shop --scope decide';
const TEST_IDS = ['allowed', 'refused', 'withdrawn', 'never-asked', 'limit', 'stale'];
/** Without spaces: the longest fits a phone. */
const TEST_SUBJECTS = TEST_IDS.map((id) => JSON.stringify({ system: 'test', id }));

function byGroup(operations: readonly Operation[]): readonly (readonly [string, Operation[]])[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation]);
  }
  return [...groups];
}

function Start({ words }: { readonly words: DocsWords }) {
  return (
    <section aria-labelledby="start" className="grid gap-4">
      <h2 id="start">{words.start.title}</h2>
      <ol className="grid list-decimal gap-2 pl-6">
        {words.start.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <pre
        tabIndex={0}
        lang="en"
        className="overflow-x-auto border border-(--rule) bg-(--paper-quiet) p-4 text-sm"
      >
        <code>{COMMAND}</code>
      </pre>
      <h3>{words.trying.title}</h3>
      <p>{words.trying.lead}</p>
      <ul className="grid gap-1" lang="en">
        {TEST_SUBJECTS.map((subject) => (
          <li key={subject}>
            <code className="text-sm">{subject}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tables({ words }: { readonly words: DocsWords }) {
  const errors = Object.entries(ERROR_STATUS).map(([code, status]) => {
    return { name: code, meaning: String(status), id: code };
  });
  const reasons = REASONS.map((name) => ({ name, meaning: words.reasonWords[name] }));
  return (
    <>
      <section aria-labelledby="reasons" className="grid gap-4">
        <h2 id="reasons">{words.reasons.title}</h2>
        <p>{words.reasons.lead}</p>
        <NamedTable
          caption={words.reasons.title}
          head={[words.reasons.name, words.meaning]}
          rows={reasons}
        />
      </section>
      <section aria-labelledby="errors" className="grid gap-4">
        <h2 id="errors">{words.errors.title}</h2>
        <p>{words.errors.lead}</p>
        <NamedTable
          caption={words.errors.title}
          head={[words.errors.name, words.status]}
          rows={errors}
        />
      </section>
    </>
  );
}

export default async function DocsPage() {
  const [{ env }, locale] = await Promise.all([runtime(), getLocale()]);
  const words = DOCS_WORDS[locale];
  const groups = byGroup(readOperations(env.origin));
  return (
    <main id="content" className="page docs" data-own>
      <title>{`${words.title} – 納得 Nattoku`}</title>
      <header className="grid gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          <a href="/">{words.portal}</a>
          <LanguageForm locale={locale} words={messagesFor(locale).language} here="/docs" />
        </div>
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <p>
          {words.machine}
          <a href="/openapi.json">/openapi.json</a>
        </p>
      </header>
      <Contents groups={groups} words={words} />
      <div className="docs-body">
        <Start words={words} />
        {groups.map(([group, list]) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} className="pb-4">
              {words.groups[group] ?? group}
            </h2>
            {list.map((operation) => (
              <OperationSection
                key={operation.name}
                operation={operation}
                words={words}
                origin={env.origin}
              />
            ))}
          </section>
        ))}
        <Tables words={words} />
      </div>
    </main>
  );
}
