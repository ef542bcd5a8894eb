import { stringify } from 'csv-stringify/sync';
import { inertCell } from '@/lib/evidence/log-cells';
import { audiencesFor, type AudienceView } from '@/lib/portal/audiences';
import { historyFor, type HistoryView } from '@/lib/portal/history';
import { readOldNew, type OldNew } from '@/lib/portal/old-new';
import { runtime } from '@/lib/runtime/current';
import { historyText } from '../../../_ui/history-text';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import type { Messages } from '../../../_ui/messages/ja';
import { getPrincipal } from '../../../_ui/principal';

function csvOf(rows: readonly Record<string, string>[]): string {
  return stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, inertCell(v)]))),
    { header: true, bom: true, record_delimiter: 'windows' },
  );
}

function row(
  item: HistoryView,
  text: string,
  change: OldNew | undefined,
  { record, surface }: Messages,
): Record<string, string> {
  return {
    eventId: item.eventId,
    at: new Date(item.atMs).toISOString(),
    type: item.type,
    what: text,
    before: change === undefined ? '' : record.stood[change.was],
    after: change === undefined ? '' : record.stood[change.is],
    surface: surface[item.surface],
    system: item.system ?? '',
    noticeVersion: item.noticeVersion === null ? '' : String(item.noticeVersion),
    undone: String(item.undone),
  };
}

function audienceRow(
  { atMs, system, touchpoint }: AudienceView,
  text: string,
): Record<string, string> {
  const at = new Date(atMs).toISOString();
  const rest = { surface: touchpoint, system, noticeVersion: '', undone: 'false' };
  return { eventId: '', at, type: 'audience', what: text, before: '', after: '', ...rest };
}

/** A person's own record, whole: it changes nothing. */
export async function GET(request: Request): Promise<Response> {
  const principal = await getPrincipal();
  if (principal.kind !== 'person') return new Response('unauthenticated\n', { status: 401 });
  const open = await runtime();
  const locale = await getLocale();
  const words = messagesFor(locale);
  const compiled = open.catalogues.current();
  const items = await historyFor(open, principal, compiled, locale);
  const changes = await readOldNew(open, principal.subject, compiled);
  const audiences = await audiencesFor(open, principal, compiled, locale);
  const rows = [
    ...items.map((item) =>
      row(item, historyText(item, words, locale), changes.get(item.eventId), words),
    ),
    ...audiences.map((each) => audienceRow(each, words.audiences.was(each.campaign, each.segment))),
  ];
  const csv = new URL(request.url).searchParams.get('format') === 'csv';
  const body = csv ? csvOf(rows) : `${JSON.stringify(rows, null, 2)}\n`;
  const kind = csv ? 'text/csv' : 'application/json';
  return new Response(body, {
    headers: {
      'content-type': `${kind}; charset=utf-8`,
      'content-disposition': `attachment; filename="nattoku-history.${csv ? 'csv' : 'json'}"`,
      'cache-control': 'no-store',
    },
  });
}
