'use client';

import { useEffect, useRef, useState } from 'react';
import type { NattokuWhy } from '../../../sdk/src/why';
import { SHOP_FRAME } from '../frames';
import { Board } from './board';
import type { Happened } from './happened';
import { LedgerLines } from './ledger';
import { STAGE_WORDS, type StageLocale } from './words';

const EVERY_MS = 1000;

function newestSeq({ lines }: Happened): number {
  return lines[0]?.seq ?? 0;
}

/** Somebody chose something: the shop's next request is due. Under an opened reason it asks by itself and stays. */
function reloadShop(): void {
  const frame = document.querySelector<HTMLIFrameElement>(`iframe[name="${SHOP_FRAME}"]`);
  const open = frame?.contentDocument?.querySelectorAll<NattokuWhy>('nattoku-why[open]') ?? [];
  if (open.length === 0) frame?.contentWindow?.location.reload();
  for (const reason of open) reason.refresh();
}

async function fetchHappened(): Promise<Happened> {
  const response = await fetch('/demo/events', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`events: ${String(response.status)}`);
  return (await response.json()) as Happened;
}

export function Live({
  initial,
  locale,
}: {
  readonly initial: Happened;
  readonly locale: StageLocale;
}) {
  const words = STAGE_WORDS[locale];
  const [now, setNow] = useState(initial);
  const [state, setState] = useState<'still' | 'live' | 'paused'>('still');
  const seen = useRef(newestSeq(initial));
  const began = newestSeq(initial);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async (): Promise<void> => {
      try {
        if (document.visibilityState === 'visible') {
          const next = await fetchHappened();
          if (over) return;
          setNow(next);
          setState('live');
          const chosen = next.lines.some(({ seq, kind }) => seq > seen.current && kind === 'event');
          seen.current = Math.max(seen.current, newestSeq(next));
          if (chosen) reloadShop();
        }
      } catch {
        setState('paused');
      }
      if (!over) timer = setTimeout(() => void look(), EVERY_MS);
    };
    timer = setTimeout(() => void look(), EVERY_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);

  return (
    <div className="happened">
      <section className="board" aria-labelledby="board">
        <div className="part-head">
          <h2 id="board">{words.board}</h2>
          <p className="live-state" role="status">
            {state === 'live' ? words.live : state === 'paused' ? words.paused : ''}
          </p>
          {state === 'still' ? (
            <a href="/demo" className="reload">
              {words.reload}
            </a>
          ) : null}
        </div>
        <p className="part-text">{words.boardText}</p>
        <Board asked={now.asked} locale={locale} />
      </section>
      <section className="ledger" aria-labelledby="ledger">
        <div className="part-head">
          <h2 id="ledger">{words.ledger}</h2>
          <a href="/demo/rewrite" className="reload">
            {words.rewrite}
          </a>
        </div>
        <p className="part-text">{words.ledgerText}</p>
        <LedgerLines lines={now.lines} locale={locale} freshAfter={began} />
      </section>
    </div>
  );
}
