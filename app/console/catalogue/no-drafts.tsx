import { ConsoleFrame } from '../console-frame';
import type { ConsolePage } from '../console-page';
import { NoEntry } from '../no-entry';
import { draftWords } from './words';

/** Officers without a role for it are told which; anybody else is led to signing in. */
export function NoDrafts({ page }: { readonly page: ConsolePage }) {
  if (page.principal.kind !== 'officer') return <NoEntry page={page} />;
  const words = draftWords[page.locale];
  return (
    <ConsoleFrame page={page} here="/console/catalogue">
      <h1>{words.title}</h1>
      <p className="note">{words.noEntry}</p>
    </ConsoleFrame>
  );
}
