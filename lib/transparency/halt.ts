/**
 * What ends signing in this process: a disagreement that only a person can judge, or a disk that
 * no longer promises anything (LEDGER "Signer"). Choices and decisions go on; until it was looked
 * at and the process started again, nothing more is signed.
 */
export class LedgerHalted extends Error {
  override readonly name = 'LedgerHalted';
}

/** Another process signs with the same folder; said in one line, by whoever came second. */
export class SignerTaken extends Error {
  override readonly name = 'SignerTaken';
  constructor(folder: string) {
    super(
      `another process signs with ${folder}: stop it first, or set SIGNER_DIR=none for this one`,
    );
  }
}
