/** An audience as it is answered: lines in, lines out, no more of either held than a block. */
import { setImmediate } from 'node:timers/promises';
import type { AudienceFailed, AudienceTotals } from '../../../sdk/src/contract';
import { openAudience, type Audience } from '../../asking/audience/audience';
import type { AudienceQuestion } from '../../asking/audience/model';
import { SLICE } from '../../asking/audience/slices';
import type { WholeLines } from '../ndjson';
import { problemOfError } from '../problem';
import type { KeyCall } from '../route';
import { CandidateLines } from './candidates';
import { gathered } from './gather';
import { PeopleLines } from './people';

/** Lines that wait while those before are judged. */
const MOST_BYTES = 2 * 1024 * 1024;

function totalsLine(
  call: KeyCall,
  audience: Audience,
  { unreadable, unreadableLines }: PeopleLines,
  token: string,
): string {
  const totals: AudienceTotals = {
    line: 'totals',
    ...audience.totals(),
    ...{ unreadable, unreadableLines },
    catalogueVersion: call.runtime.catalogues.current().version,
    consentToken: token,
  };
  return `${JSON.stringify(totals)}\n`;
}

/** Once lines have left, all that can be said is what became of the rest. */
function failedLine(call: KeyCall, error: unknown): string {
  call.runtime.log.error({ err: error }, 'an audience could not be finished');
  const { body } = problemOfError(error, call.instance);
  const problem = JSON.parse(String(body)) as AudienceFailed['problem'];
  return `${JSON.stringify({ line: 'failed', problem } satisfies AudienceFailed)}\n`;
}

/** The lines of the people; `number`: of the last line before them. */
export interface ListLines {
  readonly lines: AsyncGenerator<WholeLines>;
  readonly number: number;
}

/** Who of a list may be chosen, as bytes; nothing where nobody of a slice is. */
async function* judged(
  pieces: readonly WholeLines[],
  people: PeopleLines,
  audience: Audience,
): AsyncGenerator<Uint8Array> {
  const candidates = new CandidateLines();
  const answer = async function* (): AsyncGenerator<Uint8Array> {
    const judging = audience.judge(candidates.take);
    while (!(await judging.next()).done) {
      const bytes = candidates.taken();
      if (bytes !== undefined) yield bytes;
    }
  };
  for (const piece of pieces) {
    people.begin(piece);
    while (people.more) {
      people.read(SLICE);
      if (audience.full) yield* answer();
      else await setImmediate();
    }
  }
  yield* answer();
}

export async function* answerAudience(
  call: KeyCall,
  question: AudienceQuestion,
  { lines, number }: ListLines,
): AsyncGenerator<Uint8Array> {
  const { runtime } = call;
  const audience = openAudience(runtime, question);
  try {
    await runtime.subjects.fresh();
    // Before anybody is read: it never says fresher than they are.
    const token = runtime.vault.consentToken(runtime.epoch, runtime.subjects.seq());
    const people = new PeopleLines(call.principal, audience, number);
    for await (const pieces of gathered(lines, MOST_BYTES, ({ bytes }) => bytes.length)) {
      yield* judged(pieces, people, audience);
    }
    await audience.end();
    yield Buffer.from(totalsLine(call, audience, people, token), 'utf8');
  } catch (error) {
    yield Buffer.from(failedLine(call, error), 'utf8');
  } finally {
    // Whoever hangs up has taken names all the same.
    await audience.end().catch((err: unknown) => {
      runtime.log.error({ err }, 'who was in an audience could not be written');
    });
  }
}
