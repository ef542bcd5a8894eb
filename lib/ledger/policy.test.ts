import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import { formatCheckpoint } from './checkpoint';
import { cosignatureLine } from './cosignature';
import { publicKeyOf } from './ed25519';
import { formatVerifierKey, keyIdOf, signNote } from './note';
import { formatPolicy, parsePolicy, satisfies } from './policy';

const ORIGIN = 'log.example/2026';
const seedOf = (n: number) => new Uint8Array(32).fill(n);
function vkeyOf(name: string, n: number, type: number): string {
  const publicKey = publicKeyOf(seedOf(n));
  return formatVerifierKey({ name, type, publicKey, keyId: keyIdOf(name, type, publicKey) });
}
const LOG = `log ${vkeyOf(ORIGIN, 1, 1)}\n`;
const witness = (n: number) => `witness W${n} ${vkeyOf(`w${n}.example`, n, 4)}\n`;
const WITNESSES = [11, 12, 13, 14].map(witness).join('');

const body = formatCheckpoint({ origin: ORIGIN, size: 3n, root: new Uint8Array(32) });
const signed = signNote(body, ORIGIN, seedOf(1));
const cosignedBy = (...ns: readonly number[]) =>
  ns.reduce((text, n) => text + cosignatureLine(body, `w${n}.example`, seedOf(n), 7n), signed);
const holds = (lines: string, ...ns: readonly number[]) =>
  satisfies(parsePolicy(LOG + WITNESSES + lines), cosignedBy(...ns)).ok;

describe('a policy', () => {
  it('reads logs, witnesses, groups and quorum, and reads back what it writes', () => {
    const text = `${LOG}${witness(11)}witness W12 ${vkeyOf('w12.example', 12, 4)} https://w12.example/\ngroup G 2 W11 W12\nquorum G\n`;
    const policy = parsePolicy(text);
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['W11', undefined],
      ['W12', 'https://w12.example/'],
    ]);
    expect(policy.groups).toEqual([{ name: 'G', threshold: 2, members: ['W11', 'W12'] }]);
    expect(formatPolicy(policy)).toBe(text);
  });

  it('may hold comments, empty lines, tabs and any order of logs and witnesses', () => {
    const text = `# whom we believe\n\n \t\n  # 私たち\n\tquorum \t none \n${WITNESSES}${LOG}`;
    const policy = parsePolicy(text);
    expect(policy.logs).toHaveLength(1);
    expect(parsePolicy(formatPolicy(policy))).toEqual(policy);
  });

  it('takes 32 logs, 32 witnesses and 32 groups', () => {
    const of = (line: (i: number) => string) =>
      Array.from({ length: 32 }, (_, i) => line(i)).join('');
    const text =
      of((i) => `log ${vkeyOf(`l${i}`, 100 + i, 1)}\n`) +
      of((i) => `witness w${i} ${vkeyOf(`w${i}`, 40 + i, 4)}\n`) +
      of((i) => `group g${i} any w${i} ${i === 0 ? '' : `g${i - 1}`}\n`) +
      'quorum g31\n';
    expect(parsePolicy(text).groups).toHaveLength(32);
  });

  const good = `${LOG}${WITNESSES}`;
  it.each([
    ['no quorum', good],
    ['two quorums', `${good}quorum none\nquorum none\n`],
    ['a quorum that is not defined', `${good}quorum X\n`],
    ['a quorum that is defined later', `${good}quorum G\ngroup G any W11\n`],
    ['a quorum of two words', `${good}quorum W11 W12\n`],
    ['a member that is not defined', `${good}group G any X\nquorum none\n`],
    ['none as a member', `${good}group G any none\nquorum none\n`],
    ['a group within itself', `${good}group G any G\nquorum none\n`],
    ['a group without members', `${good}group G all\nquorum none\n`],
    ['a member twice in a group', `${good}group G 2 W11 W11\nquorum none\n`],
    ['a member in two groups', `${good}group G any W11\ngroup H any W11\nquorum none\n`],
    ['a threshold of none', `${good}group G 0 W11\nquorum none\n`],
    ['a threshold of more than all', `${good}group G 2 W11\nquorum none\n`],
    ['a threshold in words', `${good}group G one W11\nquorum none\n`],
    ['a threshold with a leading zero', `${good}group G 01 W11\nquorum none\n`],
    ['the name none for a group', `${good}group none any W11\nquorum none\n`],
    ['the name none for a witness', `witness none ${vkeyOf('w', 9, 4)}\nquorum none\n`],
    ['a name that is taken', `${good}group W11 any W12\nquorum none\n`],
    ['a log twice', `${LOG}${LOG}quorum none\n`],
    ['a log’s key under another name', `${LOG}log ${vkeyOf('other', 1, 1)}\nquorum none\n`],
    ['a witness’s key under another name', `${good}witness X ${vkeyOf('x', 11, 4)}\nquorum none\n`],
    ['a log with a witness’s type of key', `log ${vkeyOf(ORIGIN, 1, 4)}\nquorum none\n`],
    ['a witness with a log’s type of key', `witness X ${vkeyOf('x', 1, 1)}\nquorum none\n`],
    ['a key that is none', 'log example+00000000+AAAA\nquorum none\n'],
    ['a statement nobody knows', `${good}mirror x\nquorum none\n`],
    ['a log of three words', `${LOG.trimEnd()} a b\nquorum none\n`],
    ['no newline at its end', `${good}quorum none`],
    ['carriage returns', `${good}quorum none\r\n`],
    ['a null character', `${good}# \0\nquorum none\n`],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    expect(() => parsePolicy(text)).toThrow(LedgerFormatError);
  });

  it('says which line is wrong', () => {
    expect(() => parsePolicy(`\n${LOG}quorum X\n`)).toThrow('line 3 of the policy');
  });

  it('of any words is refused or reads back', () => {
    const word = fc.constantFrom(
      ...['log', 'witness', 'group', 'quorum', 'none', 'any', 'all', '1', '2', 'A', 'B', '\n', '#'],
      vkeyOf('a', 1, 1),
      vkeyOf('b', 2, 4),
      vkeyOf('c', 3, 4),
    );
    const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.string({ maxLength: 3 }), (lines, noise) => {
        const text = `${lines.join('\n')}\nquorum none\n${noise}`;
        try {
          const policy = parsePolicy(text);
          expect(parsePolicy(formatPolicy(policy))).toEqual(policy);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerFormatError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a checkpoint satisfies a policy', () => {
  it('without witnesses when the log signed it under its own origin', () => {
    const answer = satisfies(parsePolicy(`${LOG}quorum none\n`), signed);
    expect(answer).toMatchObject({
      ok: true,
      checkpoint: { origin: ORIGIN, size: 3n },
      witnesses: [],
    });
    expect(answer.ok && answer.log.name).toBe(ORIGIN);
  });

  it('not when another log signed it, under its own name or this one’s', () => {
    const other = `log ${vkeyOf('other.example', 5, 1)}\n`;
    const policy = parsePolicy(`${LOG}${other}quorum none\n`);
    expect(satisfies(policy, signNote(body, 'other.example', seedOf(5))).ok).toBe(false);
    expect(satisfies(policy, signNote(body, ORIGIN, seedOf(5))).ok).toBe(false);
    expect(satisfies(parsePolicy('quorum none\n'), signed).ok).toBe(false);
  });

  it('not when only witnesses signed it', () => {
    const policy = parsePolicy(`${LOG}${WITNESSES}quorum W11\n`);
    const line = cosignatureLine(body, 'w11.example', seedOf(11), 7n);
    expect(satisfies(policy, `${body}\n${line}`).ok).toBe(false);
  });

  it('when one witness is asked for and that one cosigned', () => {
    expect(holds('quorum W11\n', 11)).toBe(true);
    expect(holds('quorum W11\n', 12)).toBe(false);
    expect(holds('quorum W11\n')).toBe(false);
  });

  it('when k of n cosigned, for every k and every subset', () => {
    for (let k = 1; k <= 4; k += 1) {
      for (let subset = 0; subset < 16; subset += 1) {
        const present = [11, 12, 13, 14].filter((_, i) => (subset >> i) & 1);
        const lines = `group G ${k} W11 W12 W13 W14\nquorum G\n`;
        expect(holds(lines, ...present), `${k} of ${present.join()}`).toBe(present.length >= k);
      }
    }
  });

  it('through groups of groups', () => {
    const lines = 'group X all W11 W12\ngroup Y any W13 W14\ngroup both all X Y\nquorum both\n';
    expect(holds(lines, 11, 12, 13)).toBe(true);
    expect(holds(lines, 11, 12, 14)).toBe(true);
    expect(holds(lines, 11, 12)).toBe(false);
    expect(holds(lines, 11, 13, 14)).toBe(false);
    const either = 'group X all W11 W12\ngroup Y all W13 W14\ngroup one any X Y\nquorum one\n';
    expect(holds(either, 11, 13)).toBe(false);
    expect(holds(either, 13, 14)).toBe(true);
  });

  it('with witnesses it names, and none that it does not know', () => {
    const policy = parsePolicy(`${LOG}${WITNESSES}quorum none\n`);
    expect(satisfies(policy, cosignedBy(12, 11, 20))).toMatchObject({ witnesses: ['W11', 'W12'] });
  });

  it('once for a witness that cosigned twice', () => {
    expect(holds('group G 2 W11 W12\nquorum G\n', 11, 11)).toBe(false);
  });

  it('not when a known witness’s line fails, though the quorum asks for none', () => {
    const bad = cosignatureLine('other\n', 'w11.example', seedOf(11), 7n);
    expect(satisfies(parsePolicy(`${LOG}${WITNESSES}quorum none\n`), signed + bad).ok).toBe(false);
    expect(satisfies(parsePolicy(`${LOG}quorum none\n`), signed + bad).ok).toBe(true);
  });

  it('not when it is malformed: the answer is no, not an error', () => {
    const policy = parsePolicy(`${LOG}quorum none\n`);
    for (const text of ['', signed.slice(0, -1), signNote('letter\n', ORIGIN, seedOf(1))]) {
      expect(satisfies(policy, text).ok).toBe(false);
    }
  });
});
