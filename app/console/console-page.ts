import { parseLogForm, type LogForm } from '@/lib/evidence/log-question';
import type { Locale } from '@/lib/catalogue/model';
import type { OfficerPrincipal, Principal } from '@/lib/identity/model';
import { openCase, type Case } from '@/lib/evidence/look-up';
import { runtime } from '@/lib/runtime/current';
import type { Runtime } from '@/lib/runtime/model';
import { getLocale } from '../_ui/locale';
import { messagesFor } from '../_ui/messages/choose';
import type { Messages } from '../_ui/messages/ja';
import type { Query } from '../_ui/page';
import { getPrincipal } from '../_ui/principal';
import { openDraft, type LookDraft } from './look/draft';
import { consoleMessagesFor } from './messages/choose';
import type { ConsoleMessages } from './messages/ja';

export interface ConsolePage {
  readonly runtime: Runtime;
  readonly locale: Locale;
  readonly words: ConsoleMessages;
  /** The words of the portal: the same word for the same thing everywhere. */
  readonly shared: Messages;
  readonly principal: Principal;
  /** Undefined: nobody who may see this. */
  readonly officer: OfficerPrincipal | undefined;
  readonly form: LogForm;
  /** Fields that could not be read; nothing is searched then. */
  readonly badFields: readonly string[];
  readonly person: Case | undefined;
  /** The person looked up is no longer open. */
  readonly personOver: boolean;
  /** What stood in the form of a look that was not made. */
  readonly draft: LookDraft | undefined;
}

/** What can be read of a search, and the fields that cannot. */
function readLogForm(query: Query): { readonly form: LogForm; readonly badFields: string[] } {
  const rest = new Map(Object.entries(query));
  const badFields: string[] = [];
  for (;;) {
    const parsed = parseLogForm(Object.fromEntries(rest));
    if (parsed.ok) return { form: parsed.form, badFields };
    if (!rest.delete(parsed.field)) return { form: {}, badFields: [...badFields, parsed.field] };
    badFields.push(parsed.field);
  }
}

export async function getConsolePage(query: Query): Promise<ConsolePage> {
  const [open, principal, locale] = await Promise.all([runtime(), getPrincipal(), getLocale()]);
  const auditor = principal.kind === 'officer' && principal.roles.includes('auditor');
  const officer = auditor ? principal : undefined;
  const { form, badFields } = readLogForm(query);
  const person =
    officer && form.case !== undefined ? openCase(open, officer, form.case) : undefined;
  return {
    ...{ runtime: open, locale, principal, officer, form, person },
    words: consoleMessagesFor(locale),
    shared: messagesFor(locale),
    badFields: badFields.filter((field) => field !== 'case'),
    personOver: query['case'] !== undefined && person === undefined,
    draft: officer && openDraft(open, officer, query['draft']),
  };
}

/** The address of the same search with other values; undefined takes one away. */
export function searchPath(
  form: LogForm,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const all = { ...form, ...changes };
  const pairs = Object.entries(all).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(pairs).toString();
  return search === '' ? '/console' : `/console?${search}`;
}
