import { single, type Query } from '../../_ui/page';

interface Words {
  readonly said: Readonly<Record<string, string>>;
  readonly problemTitle: string;
  readonly problems: Readonly<Record<string, string>> & { readonly other: string };
}

interface Parts {
  readonly words: Words;
  readonly query: Query;
  /** The field of this page that each problem is about, by its id. */
  readonly fields?: Readonly<Record<string, string>>;
}

function Problem({ words, fields = {}, problem }: Parts & { readonly problem: string }) {
  const text = words.problems[problem] ?? words.problems.other;
  const field = fields[problem];
  return (
    <div className="problem problem-box" role="alert" id="desk-problem">
      <p className="font-semibold">{words.problemTitle}</p>
      <p>{field === undefined ? text : <a href={`#${field}`}>{text}</a>}</p>
    </div>
  );
}

/** Of a field that the last form's problem is about: what describes it. */
export function problemAt(query: Query, problem: string): string | undefined {
  return single(query, 'problem') === problem ? 'desk-problem' : undefined;
}

/** What came of the last form: said once, above everything else. */
export function Said(parts: Parts) {
  const { words, query } = parts;
  const [done, problem] = [single(query, 'done'), single(query, 'problem')];
  if (problem !== undefined) return <Problem {...parts} problem={problem} />;
  if (done === undefined || words.said[done] === undefined) return null;
  return (
    <p className="saved problem-box" role="status">
      {words.said[done]}
    </p>
  );
}
