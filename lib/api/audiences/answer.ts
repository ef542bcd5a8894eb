/** An audience as it is answered: lines in, lines out, no more of either held than a block. */
import type { AudienceCandidate, AudienceFailed, AudienceTotals } from '../../../sdk/src/contract';
import { openAudience, type Audience } from '../../asking/audience/audience';
import type { AudienceQuestion, Candidate, Listed, Terms } from '../../asking/audience/model';
import { slices } from '../../asking/audience/slices';
import type { TextLine } from '../ndjson';
import { problemOfError } from '../problem';
import type { KeyCall } from '../route';
import { gathered } from './gather';
import { readPerson } from './people';

/** People of a block, about 300 bytes each while it is judged. */
const MOST = 16_384;
/** Lines that could not be read, told by their number. */
const TOLD = 20;

type Without<T, K extends keyof T> = Omit<T, K>;

function second(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

/** Candidates as text; what follows the name is the same for most. */
class Writer {
  readonly #rests = new WeakMap<Terms, string>();
  #terms: Terms | undefined;
  #rest = '';

  line({ as, terms }: Candidate<string>): string {
    if (terms !== this.#terms) {
      this.#terms = terms;
      this.#rest = this.#restOf(terms);
    }
    return `{"line":"candidate","subject":${as}${this.#rest}`;
  }

  #restOf(terms: Terms): string {
    const known = this.#rests.get(terms);
    if (known !== undefined) return known;
    const { validUntilMs, permitted, obligations } = terms;
    const told: Without<AudienceCandidate, 'line' | 'subject'> = {
      validUntil: second(validUntilMs),
      permitted,
      obligations,
    };
    const rest = `,${JSON.stringify(told).slice(1)}\n`;
    this.#rests.set(terms, rest);
    return rest;
  }
}

interface Reading {
  unreadable: number;
  readonly unreadableLines: number[];
}

function readLine(
  call: KeyCall,
  { number, text }: TextLine,
  reading: Reading,
): Listed<string> | undefined {
  const person = text === undefined ? undefined : readPerson(text, call.principal);
  if (person !== undefined) return person;
  reading.unreadable += 1;
  if (reading.unreadableLines.length < TOLD) reading.unreadableLines.push(number);
  return undefined;
}

/** A block as whom it names. */
async function readBlock(
  call: KeyCall,
  lines: readonly TextLine[],
  reading: Reading,
): Promise<readonly Listed<string>[]> {
  const people: Listed<string>[] = [];
  for await (const [from, to] of slices(lines.length)) {
    for (let at = from; at < to; at += 1) {
      const line = lines[at];
      const person = line === undefined ? undefined : readLine(call, line, reading);
      if (person !== undefined) people.push(person);
    }
  }
  return people;
}

function totalsLine(call: KeyCall, audience: Audience, reading: Reading, token: string): string {
  const { unreadable, unreadableLines } = reading;
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

/** `lines`: the people, without the first line. */
export async function* answerAudience(
  call: KeyCall,
  question: AudienceQuestion,
  lines: AsyncGenerator<readonly TextLine[]>,
): AsyncGenerator<Uint8Array> {
  const { runtime } = call;
  const audience = openAudience(runtime, question);
  try {
    await runtime.subjects.fresh();
    // Before anybody is read: it never says fresher than they are.
    const token = runtime.vault.consentToken(runtime.epoch, runtime.subjects.seq());
    const writer = new Writer();
    const reading: Reading = { unreadable: 0, unreadableLines: [] };
    for await (const block of gathered(lines, MOST)) {
      const people = await readBlock(call, block, reading);
      for await (const candidates of audience.judge(people)) {
        let text = '';
        for (const candidate of candidates) text += writer.line(candidate);
        if (text !== '') yield Buffer.from(text, 'utf8');
      }
    }
    await audience.end();
    yield Buffer.from(totalsLine(call, audience, reading, token), 'utf8');
  } catch (error) {
    yield Buffer.from(failedLine(call, error), 'utf8');
  } finally {
    // Whoever hangs up has taken names all the same.
    await audience.end().catch((err: unknown) => {
      runtime.log.error({ err }, 'who was in an audience could not be written');
    });
  }
}
