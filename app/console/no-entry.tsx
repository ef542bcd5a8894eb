import { ConsoleFrame } from './console-frame';
import type { ConsolePage } from './console-page';

/** Why this page shows nothing here, and what can be done about it. */
function Reason({ page }: { page: ConsolePage }) {
  const { principal, words } = page;
  if (principal.kind === 'officer') {
    const roles = words.list(principal.roles.map((role) => words.roles[role]));
    return <p className="note">{words.noEntry.lacks(roles)}</p>;
  }
  if (principal.kind !== 'person') return null;
  return (
    <p className="note">
      {words.noEntry.person} <a href="/history">{words.noEntry.own}</a>
    </p>
  );
}

export function NoEntry({ page }: { page: ConsolePage }) {
  const { words, runtime } = page;
  return (
    <ConsoleFrame page={page}>
      <div className="no-entry">
        <h1>{words.noEntry.title}</h1>
        <p>{words.noEntry.text}</p>
        <p>{words.noEntry.traces}</p>
        <Reason page={page} />
        <div className="tags gap-y-3">
          <a className="button button-strong" href="/sign-in?as=officer&next=%2Fconsole">
            {words.noEntry.signIn}
          </a>
          {runtime.env.demo === 'off' ? null : (
            <form method="post" action="/demo/officer">
              <button className="button">{words.noEntry.demo}</button>
            </form>
          )}
        </div>
      </div>
    </ConsoleFrame>
  );
}
