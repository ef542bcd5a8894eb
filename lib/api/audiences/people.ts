/** Lines of a list: people by the system's own id, or as everywhere else. */
import type { AudiencePerson } from '../../../sdk/src/contract';
import type { Audience } from '../../asking/audience/audience';
import type { AskedSubject } from '../../asking/model';
import { TEST_SYSTEM } from '../../asking/test-answers';
import type { SystemPrincipal } from '../../identity/model';
import { isOwn } from '../decisions/read';
import { readJson } from '../json';
import { LINE_FEED, textOfLine, type WholeLines } from '../ndjson';
import { subjectSchema } from '../subject-schema';

const QUOTE = 34;
const MOST_ID = 256;
/** What an id in quotes may hold as it stands: ASCII, nothing escaped. */
const PLAIN = new Uint8Array(256).fill(1, 0x20, 0x7f);
for (const code of Buffer.from('"\\')) PLAIN[code] = 0;
/** Lines that could not be read, told by their number. */
const TOLD = 20;

interface Named {
  readonly subject: AskedSubject;
  /** JSON. */
  readonly as: string;
}

/** undefined: it cannot be read, or is not the caller's to ask about. */
function readPerson(line: string, principal: SystemPrincipal): Named | undefined {
  const system = principal.test ? TEST_SYSTEM : principal.system;
  const json = readJson(line);
  if (!json.ok) return undefined;
  const named = typeof json.value === 'string' ? { system, id: json.value } : json.value;
  const subject = subjectSchema.safeParse(named);
  if (!subject.success || !isOwn(principal, subject.data)) return undefined;
  const as: AudiencePerson = typeof json.value === 'string' ? json.value : subject.data;
  return { subject: subject.data, as: JSON.stringify(as) };
}

/** Reads on where it stopped: the people of each line are named to the audience. */
export class PeopleLines {
  unreadable = 0;
  readonly unreadableLines: number[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #tooLong = false;
  /** Where the next line begins. */
  #at = 1;

  /** `number`: of the last line before. */
  constructor(
    private readonly principal: SystemPrincipal,
    private readonly audience: Audience,
    private number: number,
  ) {}

  begin({ bytes, tooLong }: WholeLines): void {
    this.#bytes = bytes;
    this.#tooLong = tooLong;
    this.#at = 0;
  }

  /** False when all of what it began with is read. */
  get more(): boolean {
    return this.#at <= this.#bytes.length;
  }

  /** So many lines at most; fewer when the audience is full. */
  read(lines: number): void {
    for (let line = 0; line < lines && this.more && !this.audience.full; line += 1) {
      this.number += 1;
      if (this.#tooLong) {
        this.#passLine();
        this.#leaveOut();
      } else this.#readLine();
    }
  }

  #readLine(): void {
    const [bytes, from] = [this.#bytes, this.#at];
    const to = this.principal.test ? 0 : endOfQuoted(bytes, from);
    if (to > 0) {
      this.#at = to + 1;
      this.audience.nameQuoted(bytes, from, to);
      return;
    }
    const text = textOfLine(this.#passLine());
    if (text === '') return;
    const person = text === undefined ? undefined : readPerson(text, this.principal);
    if (person === undefined) this.#leaveOut();
    else this.audience.name(person.subject, person.as);
  }

  /** Goes past the line and answers its bytes. */
  #passLine(): Buffer {
    const [bytes, from] = [this.#bytes, this.#at];
    const feed = bytes.indexOf(LINE_FEED, from);
    const to = feed < 0 ? bytes.length : feed;
    this.#at = to + 1;
    this.#tooLong = false;
    return bytes.subarray(from, to);
  }

  #leaveOut(): void {
    this.unreadable += 1;
    if (this.unreadableLines.length < TOLD) this.unreadableLines.push(this.number);
  }
}

/** Where the line ends if it is nothing but a plain id in quotes, as most are; else 0. */
function endOfQuoted(bytes: Buffer, from: number): number {
  if (bytes[from] !== QUOTE) return 0;
  let at = from + 1;
  while (PLAIN[bytes[at] ?? 0] === 1) at += 1;
  const length = at - from - 1;
  if (bytes[at] !== QUOTE || length < 1 || length > MOST_ID) return 0;
  const to = at + 1;
  return to === bytes.length || bytes[to] === LINE_FEED ? to : 0;
}
