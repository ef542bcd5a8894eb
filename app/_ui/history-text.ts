import type { HistoryView } from '@/lib/portal/history';
import type { Locale } from '@/lib/catalogue/model';
import { dayText } from './dates';
import type { Messages } from './messages/ja';

/** What an allow or deny is about, in words: purposes, then where, then on what. */
function paintedText(item: HistoryView, words: Messages): string {
  const { history } = words;
  const purposes =
    item.purposes === 'all' ? history.everything : history.quoted(words.list(item.purposes));
  const channels =
    item.channels === 'all' || item.channels.length === 0
      ? ''
      : history.inChannels(words.list(item.channels));
  const data =
    item.data === 'all' || item.data.length === 0 ? '' : history.onData(words.list(item.data));
  return `${purposes}${channels}${data}`;
}

function denyText(item: HistoryView, words: Messages): string {
  const all = item.purposes === 'all' && item.channels === 'all';
  if (all && item.data === 'all') return words.history.stopAll;
  if (all && item.data !== 'all') return words.history.denyData(words.list(item.data));
  return words.history.deny(paintedText(item, words));
}

export function historyText(item: HistoryView, words: Messages, locale: Locale): string {
  const { history } = words;
  const target = item.target ?? '';
  const until = item.untilMs === null ? '' : dayText(locale, item.untilMs);
  switch (item.type) {
    case 'allow':
      return history.allow(paintedText(item, words));
    case 'deny':
      return denyText(item, words);
    case 'touchpoint-off':
      return history.touchpointOff(target);
    case 'touchpoint-on':
      return history.touchpointOn(target);
    case 'technique-off':
      return history.techniqueOff(target);
    case 'technique-on':
      return history.techniqueOn(target);
    case 'pause':
      return history.pause(until);
    case 'hold':
      return item.untilMs === null ? history.holdEnded : history.hold(until);
    case 'look':
      return item.system === null || item.system === '*'
        ? history.look(item.ground ?? '')
        : history.lookBySystem(words.systems[item.system] ?? item.system, item.ground ?? '');
    case 'contest':
      return target === '' ? history.contest : history.contested(target);
    case 'join':
      return target === '' ? history.join : history.joined(words.systems[target] ?? target);
    case 'not-me':
      return history.split;
    case 'role':
      return history.other;
    default:
      return history[item.type];
  }
}
