import { Panel } from '../shop/panel';
import { dataUsed } from '../shop/slots/slot';
import type { Shown, Visit } from '../shop/visit';
import { DATA_NAMES, type Words } from '../shop/words';
import { UNKNOWN } from './answers';
import type { Turn } from './threads';
import { ASSIST } from './words';

/** Question and answer; each answer says whether an AI gave it, and what it was given with. */
export function TurnView(parts: {
  readonly visit: Visit;
  readonly turn: Turn;
  /** Undefined: the question was not understood, and nothing was asked about. */
  readonly shown: Shown<Words> | undefined;
  readonly last: boolean;
}) {
  const { visit, turn, shown, last } = parts;
  const { locale } = visit;
  const used = dataUsed(shown?.because ?? []).map((key) => DATA_NAMES[key]?.[locale] ?? key);
  const personal = shown?.personal === true;
  return (
    <li className="turn" id={last ? 'last' : undefined}>
      <div className="turn-question">
        <h3>{ASSIST.you[locale]}</h3>
        <p>{turn.question[locale]}</p>
      </div>
      <div className="turn-answer" data-ai={personal}>
        <h3>{ASSIST[personal ? 'byAi' : 'plain'][locale]}</h3>
        <p className="turn-text">{(shown?.content ?? UNKNOWN)[locale]}</p>
        <p className="turn-used">
          {used.length === 0
            ? ASSIST.usedNothing[locale]
            : `${ASSIST.used[locale]}${locale === 'ja' ? '：' : ': '}${used.join(locale === 'ja' ? '・' : ', ')}`}
        </p>
        {shown === undefined ? null : <Panel visit={visit} shown={shown} />}
      </div>
    </li>
  );
}
