/**
 * Slow re-verification in the background: every stored entry hashed again and held against the
 * published tiles and checkpoint, so that a row rewritten behind a dropped trigger is found and
 * named without anyone asking.
 */
import type { LogRow, Store } from '../../db/port';
import { equalBytes } from '../ledger/bytes';
import type { TileAddress } from '../ledger/tile-path';
import { LedgerHalted } from './halt';
import type { SizedRoot } from './model';
import { surveyLog } from './survey';
import type { TileFiles } from './tile-files';
import { RowChanged } from './walk';

export interface RecheckParts {
  readonly store: Pick<Store, 'readLeaves'>;
  readonly files: TileFiles;
  /** Between pages: how slowly, and the place to give up. */
  readonly pace: () => Promise<unknown>;
}

/** Tiles to write again; throws LedgerHalted naming the entry that was changed. */
export async function recheckLog(
  parts: RecheckParts,
  { origin, firstSeq }: Pick<LogRow, 'origin' | 'firstSeq'>,
  signed: SizedRoot,
): Promise<readonly TileAddress[]> {
  const size = Number(signed.size);
  try {
    const survey = await surveyLog({
      ...parts,
      firstSeq,
      size,
      publishedSize: size,
      signedSize: size,
      rootsAt: [size],
    });
    const root = survey.rootAt(size);
    if (root !== undefined && equalBytes(root, signed.root)) return survey.damaged;
    const { doubtfulSeq } = survey;
    const which = doubtfulSeq === undefined ? 'an entry' : `entry ${String(doubtfulSeq)}`;
    throw new LedgerHalted(
      `${origin}: ${which} in the database was changed: its ${String(size)} entries no longer give the root that was signed`,
    );
  } catch (cause) {
    if (cause instanceof RowChanged)
      throw new LedgerHalted(`${origin}: ${cause.message}`, { cause });
    throw cause;
  }
}
