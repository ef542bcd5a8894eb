import { single, type Query } from '../../_ui/page';

interface Words {
  readonly said: Readonly<Record<string, string>>;
  readonly problemTitle: string;
  readonly problems: Readonly<Record<string, string>> & { readonly other: string };
}

/** What came of the last form: said once, above everything else. */
export function Said({ words, query }: { readonly words: Words; readonly query: Query }) {
  const [done, problem] = [single(query, 'done'), single(query, 'problem')];
  if (problem !== undefined) {
    return (
      <div className="problem problem-box" role="alert">
        <p className="font-semibold">{words.problemTitle}</p>
        <p>{words.problems[problem] ?? words.problems.other}</p>
      </div>
    );
  }
  if (done === undefined || words.said[done] === undefined) return null;
  return (
    <p className="saved problem-box" role="status">
      {words.said[done]}
    </p>
  );
}
