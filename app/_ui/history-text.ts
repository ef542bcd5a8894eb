import type { HistoryView } from '@/lib/portal/history';
import type { Locale } from '@/lib/catalogue/model';
import { dayText } from './dates';
import { limitText } from './limits/limit-text';
import { guardianText } from './guardian/history-text';
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

function pauseText(item: HistoryView, words: Messages, until: string): string {
  const { purposes } = item;
  return purposes === 'all' || purposes.length === 0
    ? words.history.pause(until)
    : words.limits.pausedOne(words.list(purposes), until);
}

function limitSaid({ limit, lifted }: HistoryView, words: Messages, locale: Locale): string {
  if (limit === undefined) return words.history.limit;
  const text = limitText({ words, locale }, limit);
  return lifted ? words.limits.lifted(text) : words.limits.said(text);
}

function toldText({ target, lifted }: HistoryView, { told, history }: Messages): string {
  if (lifted) return told.takenBack;
  return target === null ? history.told : told.said(target);
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
      return pauseText(item, words, until);
    case 'limit':
      return limitSaid(item, words, locale);
    case 'told':
      return toldText(item, words);
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
    case 'guardian':
      return item.guardian === undefined
        ? history.guardian
        : guardianText(item.guardian, words, item.ground);
    case 'not-me':
      return history.split;
    case 'role':
      return history.other;
    default:
      return history[item.type];
  }
}
