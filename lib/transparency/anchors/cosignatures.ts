/**
 * Asks the witnesses about the newest checkpoint of every log as soon as there is one, all about the
 * same, so that a quorum can meet (LEDGER "Anchors"); then the published file gets their lines.
 */
import type { CheckpointRow } from '../../../db/port';
import { parsePolicy, satisfies } from '../../ledger/policy';
import { NO_QUORUM } from '../../ledger/policy-lines';
import { witnessedText } from '../witnessed';
import { Witnesses } from '../witnesses';
import type { Anchoring, AnchorParts } from './anchor-model';

const EVERY_MS = 500;

export function createCosignatures(parts: AnchorParts): Anchoring {
  const { store, ledger, log, signal, republish } = parts;
  const { witnesses, quorum } = ledger.witnesses;
  const asking = new Witnesses({
    store,
    log,
    witnesses,
    consistency: (origin, from, to) => ledger.consistency(origin, from, to),
  });

  /** By origin: the size that every witness cosigned, and whose file has the lines. */
  const settled = new Map<string, number>();

  /** Lines whose file was not written before a crash are in the database: written at the first look. */
  const republished = new Map<string, string>();
  async function keepFile(row: CheckpointRow): Promise<string> {
    const text = await witnessedText(store, row);
    if (text !== row.text && republished.get(row.origin) !== text) {
      await republish(row.origin, text);
      republished.set(row.origin, text);
    }
    return text;
  }

  function whyWithout(text: string, policy: string): string | undefined {
    const worst = asking.trouble()[0];
    const said = worst === undefined ? '' : `: ${worst.name}: ${worst.why}`;
    if (worst?.disagrees === true) return `a witness saw another tree${said}`;
    if (quorum === NO_QUORUM || satisfies(parsePolicy(policy), text).ok) return undefined;
    return `the witnesses' quorum is missing${said}`;
  }

  return {
    kind: 'witness',
    everyMs: EVERY_MS,
    async look(patient) {
      let wrong: string | undefined;
      const [current, ...closed] = await store.listLogs();
      for (const row of current === undefined ? [] : [...closed, current]) {
        const newest = await store.newestCheckpoint(row.origin);
        if (newest === undefined || settled.get(row.origin) === newest.size) continue;
        await asking.ask(newest, signal, patient);
        const text = await keepFile(newest);
        if (asking.cosigned(newest)) settled.set(row.origin, newest.size);
        if (row === current) wrong = whyWithout(text, await ledger.policy());
      }
      return wrong;
    },
  };
}
