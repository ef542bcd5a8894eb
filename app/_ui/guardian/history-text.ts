import type { HistoryView } from '@/lib/portal/history';
import type { Messages } from '../messages/ja';

type Said = NonNullable<HistoryView['guardian']>;

function toOneself({ act, by }: Said, what: string, { guardian }: Messages): string {
  const { history } = guardian;
  const guardians = by === 'guardian';
  switch (act) {
    case 'declare':
      if (by === 'key') return history.declareByService;
      return guardians ? history.declareByGuardian : history.declare;
    case 'unlink':
      return guardians ? history.unlinkByGuardian : history.unlink;
    case 'link':
    case 'ask':
      return history[act];
    case 'approve':
    case 'refuse':
      return history[act](what);
  }
}

function toWard({ act, by }: Said, what: string, { guardian }: Messages): string {
  const { own, ask } = guardian.history;
  if (act === 'ask') return ask;
  if (act === 'approve' || act === 'refuse') return own[act](what);
  return act === 'unlink' && by !== 'guardian' ? own.unlinkByMinor : own[act];
}

/** Who said it stands in each text: the minor's record and the guardian's tell the same. */
export function guardianText(said: Said, words: Messages): string {
  const what = words.history.quoted(words.list(said.purposes));
  return said.asGuardian ? toWard(said, what, words) : toOneself(said, what, words);
}
