import { parseLogForm, type LogForm } from '@/lib/evidence/log-question';
import type { Locale } from '@/lib/catalogue/model';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { openCase, type Case } from '@/lib/evidence/look-up';
import { runtime } from '@/lib/runtime/current';
import type { Runtime } from '@/lib/runtime/model';
import { getLocale } from '../_ui/locale';
import { messagesFor } from '../_ui/messages/choose';
import type { Messages } from '../_ui/messages/ja';
import type { Query } from '../_ui/page';
import { getPrincipal } from '../_ui/principal';
import { consoleMessagesFor } from './messages/choose';
import type { ConsoleMessages } from './messages/ja';

export interface ConsolePage {
  readonly runtime: Runtime;
  readonly locale: Locale;
  readonly words: ConsoleMessages;
  /** The words of the portal: the same word for the same thing everywhere. */
  readonly shared: Messages;
  /** Undefined: nobody who may see this. */
  readonly officer: OfficerPrincipal | undefined;
  readonly form: LogForm;
  /** The field that could not be read. */
  readonly badField: string | undefined;
  readonly person: Case | undefined;
  /** The person looked up is no longer open. */
  readonly personOver: boolean;
  readonly problem: string | undefined;
}

export async function getConsolePage(query: Query): Promise<ConsolePage> {
  const [open, principal, locale] = await Promise.all([runtime(), getPrincipal(), getLocale()]);
  const auditor = principal.kind === 'officer' && principal.roles.includes('auditor');
  const officer = auditor ? principal : undefined;
  const parsed = parseLogForm(query);
  const form = parsed.ok ? parsed.form : {};
  const asked = officer === undefined ? undefined : form.case;
  const person = officer && asked !== undefined ? openCase(open, officer, asked) : undefined;
  const problem = query['problem'];
  return {
    ...{ runtime: open, locale, officer, form, person },
    words: consoleMessagesFor(locale),
    shared: messagesFor(locale),
    badField: parsed.ok ? undefined : parsed.field,
    personOver: asked !== undefined && person === undefined,
    problem: typeof problem === 'string' ? problem : undefined,
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
