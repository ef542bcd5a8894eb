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

/** Two officers correct an age: one asks, and what the other says of it has the same reason. */
function byOfficers({ act, ageBand, purposes }: Said, words: Messages, why: string): string {
  const { byOfficers: texts } = words.guardian.history;
  if (act === 'ask') return (ageBand === 'adult' ? texts.ask : texts.stays)(why);
  if (purposes.length === 0) return texts.takenBack(why);
  return texts.takenBackBut(why, words.history.quoted(words.list(purposes)));
}

/** Who said it stands in each text: the minor's record and the guardian's tell the same. */
export function guardianText(said: Said, words: Messages, ground: string | null): string {
  if (said.by === 'officer') {
    const { why } = words.guardian.history.byOfficers;
    return byOfficers(said, words, ground === null ? '' : why(ground));
  }
  const what = words.history.quoted(words.list(said.purposes));
  return said.asGuardian ? toWard(said, what, words) : toOneself(said, what, words);
}
