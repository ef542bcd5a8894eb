import { activeLimits, limitKey } from '@/lib/choice/limits';
import type { ActOf } from '@/lib/portal/form-schema';
import type { KeepableAct } from '@/lib/portal/kept-act';
import { toldFor } from '@/lib/portal/told';
import { limitText } from './limits/limit-text';
import type { Messages } from './messages/ja';
import type { Page } from './page';

/** 「広告をあなたに合わせる・サイト・購入の記録」 */
function namesIn(page: Page, act: KeepableAct): string {
  const { compiled } = page.reading;
  const { locale, words } = page;
  const tables = [
    ['purpose', compiled.purposes],
    ['channel', compiled.channels],
    ['data', compiled.data],
    ['sensitive', compiled.data],
  ] as const;
  const fields: Readonly<Record<string, string | number>> = { ...act };
  const place = compiled.touchpoints.get(String(fields['touchpoint']))?.touchpoint;
  const names = tables.flatMap(
    ([field, table]) => table.get(String(fields[field]))?.text[locale].name ?? [],
  );
  return words.list([...(place === undefined ? [] : [place.text[locale].name]), ...names]);
}

function pauseAbout({ reading, words, locale }: Page, { pause }: ActOf<'resume'>): string {
  const { limits } = words;
  if (pause === '') return limits.resumeAll;
  if (pause === '*') return limits.paused.all;
  return limits.paused.one(reading.compiled.purposes.get(pause)?.text[locale].name ?? pause);
}

function limitAbout(page: Page, act: ActOf<'limit-remove'>): string {
  const { compiled, state, nowMs } = page.reading;
  const limits = state === undefined ? [] : activeLimits(state, nowMs);
  const found = limits.find(({ limit }) => limitKey(limit) === act.limit);
  return found === undefined
    ? page.words.limits.title
    : limitText({ ...page, compiled }, found.limit);
}

async function toldAbout({ runtime, principal, words }: Page, told: string): Promise<string> {
  const said = principal.kind === 'person' ? await toldFor(runtime, principal) : [];
  return said.find(({ eventId }) => eventId === told)?.words ?? words.told.title;
}

/** What a kept choice is about. */
export async function keptAbout(page: Page, act: KeepableAct): Promise<string> {
  const { purposes } = page.words;
  switch (act.act) {
    case 'technique-on':
      return act.techniques === 'staff' ? purposes.allowStaff : purposes.allowAi;
    case 'resume':
      return pauseAbout(page, act);
    case 'limit-remove':
      return limitAbout(page, act);
    case 'tell':
      return act.words;
    case 'untell':
      return toldAbout(page, act.told);
    default:
      return namesIn(page, act);
  }
}

export function keptButton({ act }: KeepableAct, { choice, limits, told }: Messages): string {
  switch (act) {
    case 'technique-on':
      return choice.save;
    case 'resume':
      return limits.resume;
    case 'limit-remove':
      return limits.remove;
    case 'tell':
      return told.tell;
    case 'untell':
      return told.withdraw;
    case 'allow-place-briefly':
      return choice.briefly;
    default:
      return choice.allow;
  }
}
