/** A mistake of the person at the keyboard or of the machine: printed without a stack. */
export class CommandFailed extends Error {
  constructor(
    readonly lines: readonly string[],
    /** 1 it failed (what was checked is invalid), 2 it was called wrongly, 3 what it needs cannot be reached. */
    readonly exitCode: 1 | 2 | 3,
  ) {
    super(lines.join('\n'));
  }
}
