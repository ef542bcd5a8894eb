import type { EventBody, Surface } from '@/lib/choice/model';
import { LOG_KINDS } from '@/lib/evidence/log-question';
import type { LogLine } from '@/lib/evidence/log-search';
import { historyView } from '@/lib/portal/history';
import { historyText } from '../_ui/history-text';
import type { ConsolePage } from './console-page';
import { guardianActs } from './guardian-acts';

const MARKED = ['allowed', 'refused', 'links', 'officers'] as const;
export type Mark = (typeof MARKED)[number] | 'set' | 'announcements';

export interface RowText {
  readonly mark: Mark;
  readonly what: string;
  readonly by: string;
  readonly surface: string;
  readonly notice: string;
}
type Words = Pick<ConsolePage, 'words' | 'shared'>;

export function surfaceName({ words, shared }: Words, surface: Surface): string {
  return surface === 'portal' ? words.portalSurface : shared.surface[surface];
}

function markOf(type: EventBody['type']): Mark {
  const marks: Readonly<Record<string, readonly string[]>> = LOG_KINDS;
  return MARKED.find((mark) => marks[mark]?.includes(type)) ?? 'set';
}

function roleName({ words }: Words, role: string): string {
  const names: Readonly<Record<string, string>> = words.roles;
  return names[role] ?? role;
}

function byText({ words, shared }: Words, body: EventBody): string {
  return body.system === undefined
    ? words.by[body.by]
    : (shared.systems[body.system] ?? body.system);
}

export function rowText(page: ConsolePage, { kind, eventId, body, atMs }: LogLine): RowText {
  const { words, shared, locale, runtime } = page;
  if (body === null) {
    return {
      mark: 'announcements',
      what: kind === 'event' ? words.result.noBody : words.announcements[kind],
      by: words.by.system,
      surface: '',
      notice: '',
    };
  }
  const view = historyView(
    { eventId: eventId ?? '', atMs, body, undone: false, undoable: false },
    runtime.catalogues.current(),
    locale,
  );
  return {
    mark: markOf(body.type),
    what: actText(page, body) ?? historyText(view, toldToOfficers(page), locale),
    by: byText(page, body),
    // Said already by whom.
    surface:
      body.by === 'system' && body.surface === 'system' ? '' : surfaceName(page, body.surface),
    notice: view.noticeVersion === null ? '' : shared.history.version(view.noticeVersion),
  };
}

/** The portal's words, without those that speak to whom they are about. */
function toldToOfficers({ shared, locale }: ConsolePage): ConsolePage['shared'] {
  const history = guardianActs(locale, shared.guardian.history);
  return { ...shared, guardian: { ...shared.guardian, history } };
}

/** Officers' own acts, as officers say them; undefined: as the portal says it. */
function actText(page: Words, body: EventBody): string | undefined {
  const { shared } = page;
  const { acts } = page.words;
  switch (body.type) {
    case 'look':
      return body.system === undefined || body.system === '*'
        ? acts.look(body.ground)
        : acts.lookBySystem(shared.systems[body.system] ?? body.system, body.ground);
    case 'export':
      return acts.export(body.format.toUpperCase(), body.filter);
    case 'role':
      return (body.granted ? acts.granted : acts.taken)(roleName(page, body.role));
    default:
      return undefined;
  }
}
