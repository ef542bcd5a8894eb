/** One thing that keeps a draft from being published. */
export interface PublishProblem {
  /** JSON pointer into the draft. */
  readonly path: string;
  /** What is wrong and what would be right, in a plain sentence. */
  readonly problem: string;
}

/** A JSON pointer (RFC 6901). */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
